/** The control APIs of the sandbox (docs/sandbox.md), as functions. */

/** A refusal in the server's own words; `status` is 0 when it could not be reached. */
export class ControlError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(method, path, { query = {}, body, files = new Map() } = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const address = given.length ? `${path}?${new URLSearchParams(given)}` : path;
  let response;
  try {
    response = await fetch(address, { method, ...payload(body, files) });
  } catch (error) {
    throw new ControlError(error.message, 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ControlError(answer.error ?? response.statusText, response.status);
  return answer;
}

function payload(body, files) {
  if (body === undefined) return {};
  if (!files.size) return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const form = new FormData();
  form.append("payload_json", JSON.stringify(body));
  for (const [part, file] of files) form.append(part, file, file.name);
  return { body: form };
}

const DISCORD = "/control/discord";
const HUB = "/control/hub";

export const discord = {
  state: (user) => request("GET", `${DISCORD}/state`, { query: { user } }),
  messages: (channel, query) => request("GET", `${DISCORD}/channels/${channel}/messages`, { query }),
  write: (channel, body, files) => request("POST", `${DISCORD}/channels/${channel}/messages`, { body, files }),
  commands: (user, channel) => request("GET", `${DISCORD}/commands`, { query: { user, channel } }),
  interact: (body, files) => request("POST", `${DISCORD}/interactions`, { body, files }),
  interaction: (id) => request("GET", `${DISCORD}/interactions/${id}`),
  changeUser: (user, body) => request("PATCH", `${DISCORD}/users/${user}`, { body }),
  inviteBot: (guild) => request("PUT", `${DISCORD}/guilds/${guild}/bot`, { body: {} }),
  events: (user) => `${DISCORD}/events?${new URLSearchParams({ user })}`,
};

export const hub = {
  state: () => request("GET", `${HUB}/state`),
  catalogue: () => request("GET", `${HUB}/catalogue`),
  publish: (body) => request("POST", `${HUB}/publish`, { body }),
  addFault: (body) => request("POST", `${HUB}/faults`, { body }),
  clearFaults: () => request("DELETE", `${HUB}/faults`),
  events: () => `${HUB}/events`,
};
