/** Dates, sizes and numbers in a person's language. Pure: the locale and the instant are parameters. */

const DISCORD_STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const GOLDEN_ANGLE = 137.508; // neighbouring numbers get far hues
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** `<t:seconds:style>` as text; `now` in milliseconds is used by the relative style only. */
export function timestamp(seconds, style, locale, now) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  if (style === "R") return relative(date, locale, now);
  return new Intl.DateTimeFormat(locale, DISCORD_STYLES[style] ?? DISCORD_STYLES.f).format(date);
}

/** "3 minutes ago", "in 2 hours". */
export function relative(date, locale, now) {
  const seconds = (date.getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** The hour of a message. */
export function clock(date, locale) {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(date);
}

/** A day as a heading. */
export function day(date, locale) {
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    date,
  );
}

/** Date and hour in full, for a tooltip. */
export function full(date, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" }).format(date);
}

/** Whether two dates fall on the same local day. */
export function sameDay(first, second) {
  return first.toDateString() === second.toDateString();
}

/** Bytes in decimal units, as file managers and the Hub show them. */
export function size(bytes, locale) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power],
    unitDisplay: power ? "short" : "long",
    maximumFractionDigits: value < 10 && power ? 1 : 0,
  }).format(value);
}

/** A number with the language's separators. */
export function number(value, locale) {
  return new Intl.NumberFormat(locale).format(value);
}

/** A short number: 7.2B, 7,2 Md. */
export function compact(value, locale) {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** Discord's integer colour as CSS, or null for "no colour". */
export function hexColour(value) {
  return value ? `#${value.toString(16).padStart(6, "0")}` : null;
}

/** A hue in degrees that stays the same for the same id. */
export function hueOf(id) {
  let hash = 0;
  for (const letter of String(id)) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  return Math.round((hash * GOLDEN_ANGLE) % 360);
}

/** One or two letters that stand for a name. */
export function initials(name) {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words[1][0] : name.slice(0, 1)).toUpperCase();
}

/** Lower case without accents, so that "eco" finds "école". */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
