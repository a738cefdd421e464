/** Short notices in a corner, read out by assistive technology, gone after a while or at a press. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const SHOWN_MS = 7_000;

/** Show a sentence; `bad` marks a refusal. */
export function toast(sentence, { bad = false } = {}) {
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": t("close"), onclick: () => node.remove() },
    icon("close"),
  );
  const node = el(
    "div",
    { class: bad ? "toast toast-bad" : "toast", role: bad ? "alert" : "status" },
    el("span", {}, sentence),
    close,
  );
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), SHOWN_MS);
}
