/** Draws the markdown tree: text nodes and elements only, names looked up in the state. */

import { el } from "./dom.js";
import { full, hexColour, timestamp } from "./format.js";
import { parse } from "./markdown.js";
import { channelById, roleById } from "./state.js";
import { t } from "./texts.js";
import { nameOf } from "./wire.js";

/** A message's text as nodes; `view` is the page's context. */
export function markdown(text, view) {
  return parse(text ?? "").map((block) => draw(block, view));
}

const BLOCKS = {
  paragraph: (node, view) => el("p", { class: "md-paragraph" }, inside(node, view)),
  heading: (node, view) =>
    el(
      "div",
      { class: `md-heading md-heading-${node.level}`, role: "heading", "aria-level": node.level + 2 },
      inside(node, view),
    ),
  subtext: (node, view) => el("p", { class: "md-subtext" }, inside(node, view)),
  quote: (node, view) => el("blockquote", { class: "md-quote" }, inside(node, view)),
  codeblock: (node) =>
    el(
      "pre",
      { class: "md-codeblock", tabindex: "0", dataset: { language: node.language } },
      el("code", {}, node.text),
    ),
  list: (node, view) =>
    el(
      node.start === null ? "ul" : "ol",
      { class: "md-list", start: node.start },
      node.items.map((item) =>
        el(
          "li",
          {},
          item.map((each) => draw(each, view)),
        ),
      ),
    ),
};

const SPANS = {
  text: (node) => node.text,
  strong: (node, view) => el("strong", {}, inside(node, view)),
  emphasis: (node, view) => el("em", {}, inside(node, view)),
  underline: (node, view) => el("u", {}, inside(node, view)),
  strike: (node, view) => el("s", {}, inside(node, view)),
  code: (node) => el("code", { class: "md-code" }, node.text),
  link: (node, view) =>
    el("a", { href: node.href, target: "_blank", rel: "noreferrer noopener", title: node.href }, inside(node, view)),
  spoiler: (node, view) => spoiler(inside(node, view)),
  user: (node, view) => userMention(node.id, view),
  role: roleMention,
  channel: channelMention,
  everyone: (node) => el("span", { class: "mention" }, `@${node.name}`),
  command: (node, view) =>
    el("button", { class: "mention", type: "button", onclick: () => view.startCommand(node.name) }, `/${node.name}`),
  emoji: (node) => el("span", { class: "emoji-name", title: node.name }, `:${node.name}:`),
  timestamp: timeNode,
};

function draw(node, view) {
  return (BLOCKS[node.type] ?? SPANS[node.type])(node, view);
}

function inside(node, view) {
  return node.children.map((child) => draw(child, view));
}

/** Content that stays covered until it is pressed. */
export function spoiler(children, tag = "span") {
  const uncover = () => {
    node.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  const node = el(
    tag,
    {
      class: "spoiler",
      role: "button",
      tabindex: "0",
      "aria-label": t("spoiler.show"),
      onclick: uncover,
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        uncover();
      },
    },
    el(tag, { class: "spoiler-inside" }, children),
  );
  return node;
}

function userMention(id, view) {
  const user = view.state.users.get(id);
  if (!user) return el("span", { class: "mention" }, `@${t("unknown.user")}`);
  return el(
    "button",
    {
      class: id === view.state.me ? "mention mention-me" : "mention",
      type: "button",
      onclick: (event) => view.showUser(event.currentTarget, id),
    },
    `@${nameOf(user)}`,
  );
}

function roleMention(node, view) {
  const role = roleById(view.state, node.id);
  const colour = hexColour(role?.color);
  return el(
    "span",
    { class: "mention", style: colour ? { "--mention": colour } : {} },
    `@${role?.name ?? t("unknown.role")}`,
  );
}

function channelMention(node, view) {
  const channel = channelById(view.state, node.id);
  if (!channel) return el("span", { class: "mention" }, `#${t("unknown.channel")}`);
  return el(
    "button",
    { class: "mention", type: "button", onclick: () => view.openChannel(node.id) },
    `#${channel.name}`,
  );
}

function timeNode(node, view) {
  const { locale } = view.state;
  const date = new Date(node.seconds * 1000);
  const known = !Number.isNaN(date.getTime());
  return el(
    "time",
    {
      class: "md-time",
      datetime: known ? date.toISOString() : null,
      title: known ? full(date, locale) : null,
      dataset: node.style === "R" ? { relative: node.seconds } : {},
    },
    timestamp(node.seconds, node.style, locale, Date.now()),
  );
}

/** Keep the relative times on the page true. */
export function refreshTimes(root, locale) {
  for (const node of root.querySelectorAll("time[data-relative]")) {
    node.textContent = timestamp(Number(node.dataset.relative), "R", locale, Date.now());
  }
}
