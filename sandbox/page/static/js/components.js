/** Components of messages, both kinds: action rows under a text, and Components V2 layouts. */

import { el } from "./dom.js";
import { hexColour } from "./format.js";
import { icon } from "./icons.js";
import { webAddress } from "./markdown.js";
import { markdown, spoiler } from "./markdown_view.js";
import { fileCard, picture } from "./media.js";
import { entityItems } from "./entities.js";
import { picker } from "./picker.js";
import { t } from "./texts.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };

const DRAW = {
  1: (row, context) => el("div", { class: "row", role: "group" }, drawAll(row.components, context)),
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: section,
  10: (text, { view }) => el("div", { class: "text-display" }, markdown(text.content, view)),
  11: (thumbnail) =>
    picture(thumbnail.media, { description: thumbnail.description, hidden: thumbnail.spoiler, thumbnail: true }),
  12: gallery,
  13: file,
  14: (line) =>
    el("hr", {
      class: `separator${line.divider === false ? " is-invisible" : ""}${line.spacing === 2 ? " is-large" : ""}`,
    }),
  17: container,
};

/** Draw components of `message`; `view` is the page's context. */
export function drawComponents(components, message, view) {
  return drawAll(components, { message, view });
}

function drawAll(components, context) {
  return (components ?? []).map((component) => DRAW[component.type]?.(component, context) ?? unknown(component));
}

function unknown(component) {
  return el("p", { class: "unknown-component" }, t("component.unknown", { type: component.type }));
}

function container(data, context) {
  const colour = hexColour(data.accent_color);
  const node = el(
    "div",
    { class: colour ? "container has-accent" : "container", style: colour ? { "--accent-bar": colour } : {} },
    drawAll(data.components, context),
  );
  return data.spoiler ? spoiler([node], "div") : node;
}

function section(data, context) {
  return el(
    "div",
    { class: "section" },
    el("div", { class: "section-words" }, drawAll(data.components, context)),
    el("div", { class: "section-accessory" }, drawAll([data.accessory], context)),
  );
}

function gallery(data) {
  const shape = Math.min(data.items.length, 4);
  return el(
    "div",
    { class: `gallery gallery-${shape}` },
    data.items.map((item) => picture(item.media, { description: item.description, hidden: item.spoiler })),
  );
}

function file(data, { message, view }) {
  const known = message.attachments?.find(({ url }) => url === data.file.url);
  const card = fileCard(
    { url: data.file.url, content_type: data.file.content_type, filename: data.name, size: data.size, ...known },
    view,
  );
  return data.spoiler ? spoiler([card], "div") : card;
}

function button(data, { message, view }) {
  const words = [emojiOf(data.emoji), data.label && el("span", {}, data.label)];
  const style = `button button-${STYLES[data.style] ?? "secondary"}`;
  if (data.style === 5) {
    const href = webAddress(data.url);
    const attributes =
      data.disabled || !href ? { "aria-disabled": "true" } : { href, target: "_blank", rel: "noreferrer noopener" };
    return el("a", { class: style, ...attributes }, words, icon("external"));
  }
  const busy = view.state.busy.has(`${message.id}/${data.custom_id}`);
  return el(
    "button",
    {
      class: busy ? `${style} is-busy` : style,
      type: "button",
      disabled: Boolean(data.disabled),
      "aria-busy": busy ? "true" : null,
      "aria-label": data.label ? null : (data.emoji?.name ?? t("button.unnamed")),
      dataset: { customId: data.custom_id ?? "" },
      onclick: () => view.interactions.component(message, data.custom_id),
    },
    words,
  );
}

function emojiOf(emoji) {
  if (!emoji) return null;
  return el("span", { class: "button-emoji", "aria-hidden": "true" }, emoji.id ? `:${emoji.name}:` : emoji.name);
}

function select(data, { message, view }) {
  const isString = data.type === 3;
  const items = isString ? () => stringItems(data) : () => entityItems(view.state, data);
  const chosen = isString
    ? data.options.filter((option) => option.default).map(({ value }) => value)
    : (data.default_values ?? []).map(({ id }) => id);
  const select = picker({
    label: data.placeholder ?? t("select.label"),
    placeholder: data.placeholder ?? t("select.placeholder"),
    items,
    chosen,
    least: data.min_values ?? 1,
    most: data.max_values ?? 1,
    disabled: Boolean(data.disabled),
    search: !isString,
    dataset: { customId: data.custom_id },
    onDone: (values) => view.interactions.component(message, data.custom_id, values),
  });
  if (view.state.busy.has(`${message.id}/${data.custom_id}`)) select.node.classList.add("is-busy");
  return select.node;
}

/** The options of a string select as list items. */
export function stringItems(data) {
  return data.options.map(({ value, label, description, emoji }) => ({
    value,
    label,
    hint: description,
    mark: emojiOf(emoji),
  }));
}
