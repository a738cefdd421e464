/** The rail of servers, the list of channels with their threads, and who I am. */

import { avatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { channelIcon } from "./entities.js";
import { initials } from "./format.js";
import { icon } from "./icons.js";
import { channelSections, currentGuild, DIRECT, isUnread, threadsOf } from "./state.js";
import { t } from "./texts.js";
import { CHANNEL, isPrivate, nameOf } from "./wire.js";
import { openSwitch, standing } from "./who.js";

/** Draw the rail into `node` whenever it changes. */
export function railInto(node, view) {
  view.store.on("places here unread language", () => {
    const { state } = view;
    node.setAttribute("aria-label", t("rail.label"));
    fill(
      node,
      el(
        "ul",
        {},
        [...state.guilds.values()].map((guild) => el("li", {}, guildButton(guild, view))),
      ),
    );
  });
}

function guildName(guild) {
  return guild.id === DIRECT ? t("rail.direct") : guild.name;
}

function guildButton(guild, view) {
  const { state } = view;
  const isOpen = guild.id === state.guildId;
  const unread = [...guild.channels, ...(guild.threads ?? [])].some((channel) => isUnread(state, channel));
  return el(
    "button",
    {
      class: ["guild", isOpen && "is-open", unread && "is-unread"].filter(Boolean).join(" "),
      type: "button",
      dataset: { key: guild.id },
      "aria-label": guildName(guild),
      "aria-current": isOpen ? "true" : null,
      title: guildName(guild),
      onclick: () => view.session.openGuild(guild.id),
    },
    el("span", { "aria-hidden": "true" }, initials(guild.name)),
  );
}

/** Draw the list of channels and the card of the person into `node`. */
export function channelsInto(node, view) {
  const head = el("header", { class: "guild-head" });
  const list = el("div", { class: "channel-list" });
  const me = el("div", { class: "me" });
  fill(node, head, list, me);
  view.store.on("places here unread language", () => {
    const guild = currentGuild(view.state);
    node.setAttribute("aria-label", t("channels.label"));
    fill(head, el("h1", {}, guild ? guildName(guild) : t("channels.none")));
    fill(list, guild ? channelSections(guild).map((section) => sectionNode(section, guild, view)) : null);
  });
  view.store.on("who language places here", () => fill(me, meCard(view), languageSwitch(view)));
}

function sectionNode({ category, channels }, guild, view) {
  if (!channels.length) return null;
  const rows = channels.flatMap((channel) => [channelRow(channel, guild, view), ...threadRows(channel, guild, view)]);
  return [category && el("h2", { class: "category" }, category.name), el("ul", {}, rows)];
}

function threadRows(channel, guild, view) {
  return threadsOf(view.state, guild, channel.id).map((thread) => channelRow(thread, guild, view, "channel-thread"));
}

const KIND_TEXTS = {
  [CHANNEL.ANNOUNCEMENT]: () => t("channel.announcement"),
  [CHANNEL.FORUM]: () => t("channel.forum"),
  [CHANNEL.PUBLIC_THREAD]: () => t("channel.thread"),
  [CHANNEL.ANNOUNCEMENT_THREAD]: () => t("channel.thread"),
  [CHANNEL.PRIVATE_THREAD]: () => t("channel.thread"),
};

function channelRow(channel, guild, view, extra = "") {
  const { state } = view;
  const isOpen = channel.id === state.channelId;
  const unread = isUnread(state, channel);
  const pings = state.pings.get(channel.id);
  const kind = [
    KIND_TEXTS[channel.type]?.(),
    isPrivate(channel, guild.id) && t("channel.private"),
    unread && t("channel.unread"),
  ].filter(Boolean);
  return el(
    "li",
    {},
    el(
      "button",
      {
        class: ["channel", extra, isOpen && "is-open", unread && "is-unread"].filter(Boolean).join(" "),
        type: "button",
        dataset: { channel: channel.name, key: channel.id },
        "aria-current": isOpen ? "page" : null,
        "aria-label": [channel.name, ...kind].join(", "),
        title: channel.topic ?? null,
        onclick: () => view.openChannel(channel.id),
      },
      icon(channelIcon(channel, guild.id)),
      el("span", { class: "channel-name" }, channel.name),
      pings ? el("span", { class: "pings" }, String(pings)) : null,
    ),
  );
}

function meCard(view) {
  const { state } = view;
  const user = state.users.get(state.me);
  const role = standing(state, state.me);
  return el(
    "button",
    {
      class: "me-card",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-label": t("who.button", { name: nameOf(user), role }),
      onclick: (event) => openSwitch(event.currentTarget, view),
    },
    avatar(user),
    el(
      "span",
      { class: "me-words" },
      el("span", { class: "me-label" }, t("who.iam")),
      el("strong", {}, nameOf(user)),
      el("span", { class: "me-role" }, role),
    ),
    icon("chevron"),
  );
}

const LANGUAGES = { en: "English", fr: "Français" };

function languageSwitch(view) {
  return el(
    "div",
    { class: "language", role: "group", "aria-label": t("language.label") },
    Object.entries(LANGUAGES).map(([language, name]) => {
      const isMine = view.state.language === language;
      return el(
        "button",
        {
          type: "button",
          "aria-pressed": isMine ? "true" : "false",
          lang: language,
          dataset: { key: language },
          onclick: () => view.session.speak(language),
        },
        name,
      );
    }),
  );
}
