/** What the page knows, as one value, and how answers and events change it. No DOM, no network. */

import { compareIds, isThread, mentions, nameOf } from "./wire.js";

/** The id under which direct messages stand beside the servers. */
export const DIRECT = "@me";
const TYPING_MS = 10_000;

/** Before the first answer. */
export function emptyState() {
  return {
    me: null,
    language: "en",
    locale: "en-US",
    application: null,
    users: new Map(),
    guilds: new Map(),
    guildId: null,
    channelId: null,
    messages: new Map(), // channel id → wire messages, oldest first
    complete: new Set(), // channels whose first message is loaded
    typing: new Map(), // channel id → user id → until (ms)
    interactions: new Map(), // interaction id → what is known of it
    busy: new Set(), // "message id/custom id" of controls whose answer is awaited
    read: {}, // channel id → last message id that was seen
    readUntil: null, // where the "new" line of the open channel stands
    pings: new Map(),
    commands: [],
    connected: true,
  };
}

/** Take the answer of `GET state`. */
export function takeState(state, wire) {
  state.application = wire.application;
  state.users = new Map(wire.users.map((user) => [user.id, user]));
  state.guilds = new Map(wire.guilds.map((guild) => [guild.id, guild]));
  if (wire.dms?.length) state.guilds.set(DIRECT, directMessages(state, wire.dms));
  if (!state.guilds.has(state.guildId)) state.guildId = wire.guilds[0]?.id ?? null;
}

/** Direct messages look like a server of their own, whose channels bear the other person's name. */
function directMessages(state, channels) {
  const withName = (channel) => {
    const others = (channel.recipients ?? []).filter(({ id }) => id !== state.me);
    return { ...channel, name: others.map(nameOf).join(", "), position: 0 };
  };
  const ids = new Set([state.me, ...channels.flatMap(({ recipients }) => (recipients ?? []).map(({ id }) => id))]);
  const members = [...ids].map((id) => ({ user_id: id, roles: [] }));
  return { id: DIRECT, name: "@", roles: [], members, channels: channels.map(withName), threads: [], bot_joined: true };
}

/** A person who comes for the first time has nothing to catch up on. */
export function markAllRead(state) {
  for (const channel of allChannels(state)) state.read[channel.id] = channel.last_message_id ?? "0";
}

/** Take messages of a channel: its last page, or the page before what is shown when `older`.
 *
 * A message that has not changed stays the same object, so that its row is left as it is.
 */
export function takeMessages(state, channelId, messages, { older = false, limit = 50 } = {}) {
  const known = new Map((state.messages.get(channelId) ?? []).map((message) => [message.id, message]));
  const page = messages.map((message) => (isSame(known.get(message.id), message) ? known.get(message.id) : message));
  const after = older ? [...known.values()].filter(({ id }) => !messages.some((message) => message.id === id)) : [];
  state.messages.set(channelId, [...page, ...after]);
  if (messages.length < limit) state.complete.add(channelId);
  else if (!older) state.complete.delete(channelId);
}

function isSame(first, second) {
  return first !== undefined && JSON.stringify(first) === JSON.stringify(second);
}

const HANDLERS = {
  MESSAGE_CREATE(state, message) {
    upsert(state, message);
    state.typing.get(message.channel_id)?.delete(message.author?.id);
    const channel = channelById(state, message.channel_id);
    if (channel && compareIds(message.id, channel.last_message_id ?? "0") > 0) channel.last_message_id = message.id;
    notePing(state, message);
    return ["messages", "typing", "unread", ...(channel ? [] : ["stale"])];
  },
  MESSAGE_UPDATE(state, message) {
    upsert(state, message, { onlyKnown: true });
    return ["messages"];
  },
  MESSAGE_DELETE(state, { id, channel_id: channelId }) {
    removeMessages(state, channelId, [id]);
    return ["messages"];
  },
  MESSAGE_DELETE_BULK(state, { ids, channel_id: channelId }) {
    removeMessages(state, channelId, ids);
    return ["messages"];
  },
  TYPING_START(state, { channel_id: channelId, user_id: userId }, now) {
    if (!state.typing.has(channelId)) state.typing.set(channelId, new Map());
    state.typing.get(channelId).set(userId, now + TYPING_MS);
    return ["typing"];
  },
  INTERACTION_STATE(state, data) {
    noteInteraction(state, data.interaction, data);
    return ["interactions", "messages"];
  },
};

/** Apply one event; the topics that changed. "stale" means that `GET state` must be asked again. */
export function applyEvent(state, { type, data }, now) {
  const handler = HANDLERS[type];
  if (handler) return handler(state, data, now);
  return /^(CHANNEL|THREAD|GUILD|USER)_/.test(type) ? ["stale"] : [];
}

/** Merge what is known of an interaction. */
export function noteInteraction(state, id, facts) {
  state.interactions.set(id, { ...state.interactions.get(id), ...facts });
}

/** Drop a message from the page (an ephemeral one that was dismissed, or a deleted one). */
export function removeMessages(state, channelId, ids) {
  const kept = (state.messages.get(channelId) ?? []).filter(({ id }) => !ids.includes(id));
  if (state.messages.has(channelId)) state.messages.set(channelId, kept);
}

function upsert(state, message, { onlyKnown = false } = {}) {
  const list = state.messages.get(message.channel_id);
  if (!list) return;
  const index = list.findIndex(({ id }) => id === message.id);
  if (index >= 0) state.messages.set(message.channel_id, list.with(index, { ...list[index], ...message }));
  else if (!onlyKnown)
    state.messages.set(
      message.channel_id,
      [...list, message].sort((a, b) => compareIds(a.id, b.id)),
    );
}

function notePing(state, message) {
  const guild = guildOf(state, message.channel_id);
  const roles = guild?.members.find(({ user_id: id }) => id === state.me)?.roles ?? [];
  if (!mentions(message, state.me, roles)) return;
  state.pings.set(message.channel_id, (state.pings.get(message.channel_id) ?? 0) + 1);
}

/** All channels and threads of all guilds. */
export function allChannels(state) {
  return [...state.guilds.values()].flatMap((guild) => [...guild.channels, ...(guild.threads ?? [])]);
}

export function channelById(state, id) {
  return allChannels(state).find((channel) => channel.id === id) ?? null;
}

/** The guild that holds a channel or a thread. */
export function guildOf(state, channelId) {
  const holds = (channel) => channel.id === channelId;
  return [...state.guilds.values()].find((guild) => guild.channels.some(holds) || guild.threads?.some(holds)) ?? null;
}

/** The open guild. */
export function currentGuild(state) {
  return state.guilds.get(state.guildId) ?? null;
}

/** A role by id, in the open guild. */
export function roleById(state, id) {
  return currentGuild(state)?.roles.find((role) => role.id === id) ?? null;
}

/** Whether somebody belongs to the open guild. */
export function isMember(state, userId) {
  return Boolean(currentGuild(state)?.members.some(({ user_id: id }) => id === userId));
}

/** A person's roles in the open guild, highest first, without @everyone. */
export function rolesOf(state, userId) {
  const guild = currentGuild(state);
  const member = guild?.members.find(({ user_id: id }) => id === userId);
  return (guild?.roles ?? [])
    .filter((role) => role.id !== guild.id && member?.roles.includes(role.id))
    .sort((first, second) => second.position - first.position);
}

/** Threads of a channel, newest first; archived ones only when they are open on screen. */
export function threadsOf(state, guild, parentId) {
  return (guild.threads ?? [])
    .filter((thread) => thread.parent_id === parentId)
    .filter((thread) => !thread.thread_metadata?.archived || thread.id === state.channelId)
    .sort((first, second) => compareIds(second.id, first.id));
}

export function isUnread(state, channel) {
  return (
    channel.id !== state.channelId && compareIds(channel.last_message_id ?? "0", state.read[channel.id] ?? "0") > 0
  );
}

/** The application as a user, also before its user is known. */
export function applicationUser(state) {
  return state.users.get(state.application?.id) ?? { id: "0", bot: true, username: state.application?.name };
}

/** Who types in the open channel at `now`, except me. */
export function typists(state, now) {
  return [...(state.typing.get(state.channelId) ?? [])]
    .filter(([id, until]) => until > now && id !== state.me)
    .map(([id]) => state.users.get(id))
    .filter(Boolean);
}

/** The people one can be: those who are not bots. */
export function people(state) {
  return [...state.users.values()].filter((user) => !user.bot);
}

/** Channels in the order of the list: those without category first, then each category with its own. */
export function channelSections(guild) {
  const byPosition = (first, second) => first.position - second.position || compareIds(first.id, second.id);
  const categories = guild.channels.filter(({ type }) => type === 4).sort(byPosition);
  const inside = (id) =>
    guild.channels
      .filter((each) => each.type !== 4 && (each.parent_id ?? null) === id && !isThread(each))
      .sort(byPosition);
  return [
    { category: null, channels: inside(null) },
    ...categories.map((category) => ({ category, channels: inside(category.id) })),
  ];
}
