/** Pictures and files of a message. Only this origin's pictures are loaded; others are named with a link. */

import { el, fill } from "./dom.js";
import { size } from "./format.js";
import { icon } from "./icons.js";
import { webAddress } from "./markdown.js";
import { spoiler } from "./markdown_view.js";
import { t } from "./texts.js";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const PREVIEW_TYPES = /^(text\/|application\/(json|yaml|x-yaml|xml|csv))/;
const PREVIEW_NAMES = /\.(txt|md|csv|tsv|json|jsonl|ya?ml|log|py|toml|ini|ipynb)$/i;
const PREVIEW_BYTES = 200_000;
const PREVIEW_LINES = 12;
const MAX_WIDTH = 560;
const MAX_HEIGHT = 420;

/** The address under this page's own origin, or null when it is somebody else's. */
function ownAddress(address) {
  const href = webAddress(address);
  if (!href) return null;
  const url = new URL(href);
  if (url.origin === location.origin) return url.href;
  // The sandbox writes 127.0.0.1 into its addresses; the page may have been opened as localhost.
  const sameMachine = LOOPBACK.has(url.hostname) && LOOPBACK.has(location.hostname) && url.port === location.port;
  return sameMachine ? `${location.origin}${url.pathname}${url.search}` : null;
}

/** A picture, or a card with its address when it lies elsewhere. */
export function picture(media, { description, hidden = false, thumbnail = false } = {}) {
  const own = ownAddress(media?.proxy_url ?? media?.url) ?? ownAddress(media?.url);
  const shown = own ? image(own, media, description, thumbnail) : elsewhere(media?.url, description, thumbnail);
  return hidden ? spoiler([shown], "div") : shown;
}

function image(source, media, description, thumbnail) {
  const tag = el("img", {
    class: thumbnail ? "thumbnail" : "picture",
    src: source,
    alt: description ?? "",
    loading: "lazy",
    ...fitted(media),
    onerror: () => link.replaceWith(elsewhere(source, description, thumbnail)),
  });
  const link = el(
    "a",
    {
      class: "picture-link",
      href: source,
      target: "_blank",
      rel: "noopener",
      "aria-label": description || t("picture.open"),
    },
    tag,
  );
  return link;
}

/** The size to show a picture in, known before it is loaded, so that nothing jumps. */
function fitted({ width, height }) {
  if (!width || !height) return {};
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function elsewhere(address, description, thumbnail) {
  const href = webAddress(address);
  const words = [icon("image"), el("span", {}, description || (href ? new URL(href).hostname : t("picture.missing")))];
  const className = thumbnail ? "elsewhere elsewhere-small" : "elsewhere";
  if (!href) return el("span", { class: className }, words);
  return el(
    "a",
    { class: className, href, target: "_blank", rel: "noreferrer noopener", title: t("picture.elsewhere") },
    words,
  );
}

/** An attachment: a picture, or a file with its size and a preview of text. */
export function attachment(file, view) {
  const hidden = file.filename.startsWith("SPOILER_");
  if (file.content_type?.startsWith("image/"))
    return picture(file, { description: file.description ?? file.filename, hidden });
  const card = fileCard(file, view);
  return hidden ? spoiler([card], "div") : card;
}

/** A file with name, size, download and, for small texts, a preview that opens. */
export function fileCard(file, view) {
  const href = ownAddress(file.url) ?? webAddress(file.url);
  const name = file.filename ?? file.name ?? t("file.unnamed");
  const head = el(
    "div",
    { class: "file-head" },
    el("span", { class: "file-icon" }, icon("file")),
    el(
      "span",
      { class: "file-words" },
      el("span", { class: "file-name" }, name),
      file.size !== undefined && el("span", { class: "file-size" }, size(file.size, view.state.locale)),
    ),
    href &&
      el(
        "a",
        { class: "icon-button", href, download: name, "aria-label": t("file.download", { name }) },
        icon("download"),
      ),
  );
  const isText = PREVIEW_TYPES.test(file.content_type ?? "") || PREVIEW_NAMES.test(name);
  const previewable = isText && ownAddress(file.url) && (file.size ?? 0) <= PREVIEW_BYTES;
  return el("div", { class: "file", dataset: { file: name } }, head, previewable && preview(ownAddress(file.url)));
}

function preview(source) {
  const text = el("pre", { class: "file-preview", tabindex: "0" });
  const read = async () => {
    if (!details.open || text.textContent) return;
    const response = await fetch(source);
    const lines = (await response.text()).split("\n");
    const more = lines.length - PREVIEW_LINES;
    fill(text, lines.slice(0, PREVIEW_LINES).join("\n"), more > 0 && `\n${t("file.more", { count: more })}`);
  };
  const details = el("details", { class: "file-details", ontoggle: read }, el("summary", {}, t("file.preview")), text);
  return details;
}
