/** Where the page is, in the address: `#user=Alex&server=Lab&channel=releases&lang=fr`. */

/** The wishes in a hash. */
export function readPlace(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    user: given.get("user"),
    server: given.get("server"),
    channel: given.get("channel"),
    lang: given.get("lang"),
  };
}

/** The hash for a place; what is unknown is left out. */
export function writePlace(place) {
  return `#${new URLSearchParams(Object.entries(place).filter(([, value]) => value))}`;
}

/** The first of `things` whose id or any of whose names is `wanted`, whatever the case. */
export function named(things, wanted, ...fields) {
  const written = wanted?.toLowerCase();
  const folded = written?.replace(/^[#@]/, "");
  if (!folded) return null;
  return (
    [...things].find((thing) =>
      ["id", ...fields].some((field) => [folded, written].includes(String(thing[field] ?? "").toLowerCase())),
    ) ?? null
  );
}
