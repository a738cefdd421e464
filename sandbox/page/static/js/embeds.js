/** Legacy embeds. */

import { el } from "./dom.js";
import { full, hexColour } from "./format.js";
import { markdown } from "./markdown_view.js";
import { webAddress } from "./markdown.js";
import { picture } from "./media.js";

/** One embed with everything Discord shows of it. */
export function embed(data, view) {
  const colour = hexColour(data.color);
  return el(
    "article",
    { class: "embed", style: colour ? { "--accent-bar": colour } : {} },
    el(
      "div",
      { class: "embed-body" },
      data.author && el("p", { class: "embed-author" }, linked(data.author.name, data.author.url)),
      data.title && el("p", { class: "embed-title" }, linked(data.title, data.url)),
      data.description && el("div", { class: "embed-text" }, markdown(data.description, view)),
      data.fields?.length
        ? el(
            "dl",
            { class: "embed-fields" },
            data.fields.map((field) => fieldNode(field, view)),
          )
        : null,
      data.image && picture(data.image, { description: data.title }),
      footer(data, view),
    ),
    data.thumbnail && picture(data.thumbnail, { description: data.title, thumbnail: true }),
  );
}

function fieldNode(field, view) {
  return el(
    "div",
    { class: field.inline ? "embed-field is-inline" : "embed-field" },
    el("dt", {}, markdown(field.name, view)),
    el("dd", {}, markdown(field.value, view)),
  );
}

function linked(text, address) {
  const href = address && webAddress(address);
  return href ? el("a", { href, target: "_blank", rel: "noreferrer noopener" }, text) : text;
}

function footer(data, view) {
  const parts = [data.footer?.text, data.timestamp && full(new Date(data.timestamp), view.state.locale)].filter(
    Boolean,
  );
  return parts.length ? el("p", { class: "embed-footer" }, parts.join(" · ")) : null;
}
