/** Numbers of Discord's wire format that the page needs, and questions about wire objects. Pure. */

export const CHANNEL = {
  TEXT: 0,
  DIRECT: 1,
  CATEGORY: 4,
  ANNOUNCEMENT: 5,
  ANNOUNCEMENT_THREAD: 10,
  PUBLIC_THREAD: 11,
  PRIVATE_THREAD: 12,
  FORUM: 15,
};
export const MESSAGE_FLAG = { CROSSPOSTED: 1, EPHEMERAL: 1 << 6, LOADING: 1 << 7, COMPONENTS_V2: 1 << 15 };
export const MESSAGE_TYPE = {
  RECIPIENT_ADD: 1,
  RENAMED: 4,
  PIN: 6,
  JOIN: 7,
  FOLLOW_ADD: 12,
  THREAD_CREATED: 18,
  REPLY: 19,
  THREAD_STARTER: 21,
};
const VIEW_CHANNEL = 1n << 10n;

const DISCORD_EPOCH = 1_420_070_400_000n;
const MENTIONS = /<@!?(\d+)>|<@&(\d+)>|@(everyone|here)\b/g;

/** Negative, zero or positive, by age; ids that are not snowflakes are older than all. */
export function compareIds(first, second) {
  return first.length - second.length || (first < second ? -1 : Number(first > second));
}

/** When a snowflake was made. */
export function dateOfId(id) {
  return new Date(Number((BigInt(id) >> 22n) + DISCORD_EPOCH));
}

export function isThread(channel) {
  return channel.type >= CHANNEL.ANNOUNCEMENT_THREAD && channel.type <= CHANNEL.PRIVATE_THREAD;
}

export function isEphemeral(message) {
  return Boolean(message.flags & MESSAGE_FLAG.EPHEMERAL);
}

export function isLoading(message) {
  return Boolean(message.flags & MESSAGE_FLAG.LOADING);
}

/** A channel that not everyone can see: an overwrite takes the view right from @everyone. */
export function isPrivate(channel, guildId) {
  const everyone = (channel.permission_overwrites ?? []).find(({ id }) => id === guildId);
  return Boolean(everyone && BigInt(everyone.deny ?? 0) & VIEW_CHANNEL);
}

/** Whether a message calls a person: by name, by one of the roles, or everyone. */
export function mentions(message, userId, roleIds) {
  if (message.author?.id === userId) return false;
  if (message.mention_everyone || message.mentions?.some(({ id }) => id === userId)) return true;
  if (message.mention_roles?.some((id) => roleIds.includes(id))) return true;
  const texts = [message.content ?? "", ...componentTexts(message.components ?? [])].join("\n");
  return [...texts.matchAll(MENTIONS)].some(([, user, role]) => user === userId || (role && roleIds.includes(role)));
}

/** Every text of a message's components, in reading order. */
export function componentTexts(components) {
  return components.flatMap((component) => [
    ...(typeof component.content === "string" ? [component.content] : []),
    ...componentTexts(component.components ?? []),
  ]);
}

/** The name shown for a user. */
export function nameOf(user) {
  return user?.global_name || user?.username || "?";
}
