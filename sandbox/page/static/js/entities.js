/** Users, roles and channels as items to choose from: for selects, options and forms. */

import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { hexColour } from "./format.js";
import { icon } from "./icons.js";
import { currentGuild, rolesOf } from "./state.js";
import { CHANNEL, isPrivate, isThread, nameOf } from "./wire.js";

const USER_SELECT = 5;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;

/** What a user, role, mentionable or channel select of this wire object offers. */
export function entityItems(state, { type, channel_types: types }) {
  if (type === USER_SELECT) return userItems(state);
  if (type === ROLE_SELECT) return roleItems(state);
  if (type === MENTIONABLE_SELECT) return [...userItems(state), ...roleItems(state)];
  return channelItems(state, types);
}

/** Members of the open guild. */
export function userItems(state) {
  const members = currentGuild(state)?.members ?? [];
  return members
    .map(({ user_id: id }) => state.users.get(id))
    .filter(Boolean)
    .map((user) => ({
      value: user.id,
      label: nameOf(user),
      hint: rolesOf(state, user.id)[0]?.name ?? `@${user.username}`,
      mark: avatar(user, "small"),
    }));
}

/** Roles of the open guild, without @everyone. */
export function roleItems(state) {
  const guild = currentGuild(state);
  return (guild?.roles ?? [])
    .filter(({ id }) => id !== guild.id)
    .map((role) => ({
      value: role.id,
      label: role.name,
      mark: el("span", { class: "role-dot", style: { "--dot": hexColour(role.color) ?? "currentColor" } }),
    }));
}

/** Channels of the open guild, of the wanted types. */
export function channelItems(state, types) {
  const guild = currentGuild(state);
  const wanted = (channel) => (types?.length ? types.includes(channel.type) : channel.type !== CHANNEL.CATEGORY);
  return [...(guild?.channels ?? []), ...(guild?.threads ?? [])]
    .filter(wanted)
    .map((channel) => ({ value: channel.id, label: channel.name, mark: icon(channelIcon(channel, guild.id)) }));
}

/** The icon that stands for a channel. */
export function channelIcon(channel, guildId) {
  if (channel.type === CHANNEL.DIRECT) return "members";
  if (isThread(channel)) return "thread";
  if (isPrivate(channel, guildId)) return "lock";
  if (channel.type === CHANNEL.FORUM) return "forum";
  return channel.type === CHANNEL.ANNOUNCEMENT ? "announcement" : "hash";
}
