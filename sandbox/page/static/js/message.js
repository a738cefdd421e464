/** One message: who, when, what it answers, its text, pictures, components and menu. */

import { avatar } from "./avatar.js";
import { drawComponents } from "./components.js";
import { el } from "./dom.js";
import { embed } from "./embeds.js";
import { clock, full, hexColour } from "./format.js";
import { icon } from "./icons.js";
import { parse, plain } from "./markdown.js";
import { markdown } from "./markdown_view.js";
import { attachment } from "./media.js";
import { rolesOf } from "./state.js";
import { plural, t } from "./texts.js";
import { componentTexts, isEphemeral, isLoading, MESSAGE_FLAG, MESSAGE_TYPE, nameOf } from "./wire.js";

/** The row of a message; `grouped` leaves out the head because the message before has the same author. */
export function messageRow(message, view, { grouped = false } = {}) {
  if (message.type in SYSTEM) return systemRow(message, view);
  const ephemeral = isEphemeral(message);
  const classes = ["message", grouped && "is-grouped", ephemeral && "is-ephemeral"].filter(Boolean).join(" ");
  const hour = timeOf(message, view);
  return el(
    "li",
    {
      class: classes,
      dataset: { message: message.id },
      tabindex: "-1",
      oncontextmenu: (event) => view.messageMenu(event, message),
    },
    !grouped && answered(message, view),
    el("div", { class: "message-side" }, grouped ? hour : authorButton(message, view, avatar(message.author))),
    el(
      "div",
      { class: "message-main" },
      !grouped && head(message, view, hour),
      isLoading(message) ? thinking(nameOf(message.author)) : body(message, view),
      message.thread && threadChip(message.thread, view),
      ephemeral && ephemeralNote(message, view),
    ),
    menuButton(message, view),
  );
}

/** "Essai is thinking…" with moving dots. */
export function thinking(name) {
  return el("p", { class: "thinking" }, dots(), el("span", {}, t("message.thinking", { name })));
}

/** Three dots that move while something is awaited. */
export function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}

function body(message, view) {
  return el(
    "div",
    { class: "message-body" },
    message.content &&
      el(
        "div",
        { class: "message-text" },
        markdown(message.content, view),
        message.edited_timestamp && edited(message, view),
      ),
    (message.flags & MESSAGE_FLAG.COMPONENTS_V2 ? [] : (message.attachments ?? [])).map((file) =>
      attachment(file, view),
    ),
    (message.embeds ?? []).map((data) => embed(data, view)),
    message.components?.length
      ? el("div", { class: "components" }, drawComponents(message.components, message, view))
      : null,
    !message.content && message.edited_timestamp && edited(message, view),
    message.reactions?.length ? reactions(message) : null,
  );
}

function head(message, view, hour) {
  const name = nameOf(view.state.users.get(message.author.id) ?? message.author);
  const colour = hexColour(rolesOf(view.state, message.author.id).find(({ color }) => color)?.color);
  return el(
    "div",
    { class: "message-head" },
    authorButton(message, view, el("span", { class: "author", style: colour ? { "--author": colour } : {} }, name)),
    message.author.bot && el("span", { class: "tag" }, t("tag.bot")),
    hour,
    message.flags & MESSAGE_FLAG.CROSSPOSTED ? el("span", { class: "tag tag-quiet" }, t("tag.published")) : null,
  );
}

function authorButton(message, view, inside) {
  const name = nameOf(message.author);
  return el(
    "button",
    {
      class: "author-button",
      type: "button",
      "aria-label": t("user.card", { name }),
      onclick: (event) => view.showUser(event.currentTarget, message.author.id),
    },
    inside,
  );
}

function timeOf(message, view) {
  const date = new Date(message.timestamp);
  return el(
    "time",
    { class: "message-time", datetime: message.timestamp, title: full(date, view.state.locale) },
    clock(date, view.state.locale),
  );
}

function edited(message, view) {
  return el(
    "span",
    { class: "edited", title: full(new Date(message.edited_timestamp), view.state.locale) },
    ` ${t("message.edited")}`,
  );
}

/** The line above an answer: the command it answers, or the message it replies to. */
function answered(message, view) {
  const used = message.interaction_metadata;
  const command = used?.name ?? message.interaction?.name;
  if (used?.user && command) {
    const words = t("message.used", { name: nameOf(used.user), command: "\u0000" }).split("\u0000");
    return el(
      "p",
      { class: "answered" },
      icon("reply"),
      avatar(used.user, "tiny"),
      words[0],
      el("code", {}, used.command_type > 1 ? command : `/${command}`),
      words[1],
    );
  }
  if (message.type !== MESSAGE_TYPE.REPLY && !message.referenced_message) return null;
  const first = message.referenced_message;
  if (!first) return el("p", { class: "answered" }, icon("reply"), t("message.gone"));
  return el(
    "button",
    { class: "answered", type: "button", onclick: () => view.showMessage(first.id) },
    icon("reply"),
    avatar(first.author, "tiny"),
    el("strong", {}, nameOf(first.author)),
    el("span", { class: "answered-text" }, excerpt(first)),
  );
}

function excerpt(message) {
  const texts = [message.content, ...componentTexts(message.components ?? [])].filter(Boolean);
  return plain(parse(texts.join(" "))) || t("message.attachment");
}

function ephemeralNote(message, view) {
  return el(
    "p",
    { class: "ephemeral-note" },
    icon("eye"),
    el("span", {}, t("message.ephemeral")),
    el("button", { class: "text-button", type: "button", onclick: () => view.dismiss(message) }, t("message.dismiss")),
  );
}

function threadChip(thread, view) {
  return el(
    "button",
    { class: "thread-chip", type: "button", onclick: () => view.openChannel(thread.id) },
    icon("thread"),
    el("strong", {}, thread.name),
    el("span", {}, plural("thread.messages", thread.message_count ?? 0)),
  );
}

function reactions(message) {
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map(({ emoji, count }) =>
      el("span", { class: "reaction" }, emoji.id ? `:${emoji.name}:` : emoji.name, " ", String(count)),
    ),
  );
}

function menuButton(message, view) {
  return el(
    "button",
    {
      class: "icon-button message-menu",
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": t("message.menu"),
      onclick: (event) => view.messageMenu(event, message),
    },
    icon("more"),
  );
}

const SYSTEM = {
  [MESSAGE_TYPE.RECIPIENT_ADD]: (name) => t("system.added", { name }),
  [MESSAGE_TYPE.RENAMED]: (name) => t("system.renamed", { name }),
  [MESSAGE_TYPE.PIN]: (name) => t("system.pinned", { name }),
  [MESSAGE_TYPE.JOIN]: (name) => t("system.joined", { name }),
  [MESSAGE_TYPE.FOLLOW_ADD]: (name) => t("system.followed", { name }),
  [MESSAGE_TYPE.THREAD_CREATED]: (name) => t("system.thread", { name }),
};

function systemRow(message, view) {
  return el(
    "li",
    { class: "message message-system", dataset: { message: message.id }, tabindex: "-1" },
    el(
      "p",
      {},
      SYSTEM[message.type](nameOf(message.author)),
      message.content && ` · ${message.content}`,
      " ",
      timeOf(message, view),
    ),
  );
}
