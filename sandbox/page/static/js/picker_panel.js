/** The list that a select opens: search, choices, and how many of them. */

import { el, fill } from "./dom.js";
import { fold } from "./format.js";
import { ListBox } from "./listbox.js";
import { openPopup } from "./popup.js";
import { t } from "./texts.js";

const SEARCH_FROM = 9;

export class PickerPanel {
  /** `values` is the set of chosen values, which changes; `onChange` runs after each change. */
  constructor({ label, items, values, least, most, search, onChange }) {
    Object.assign(this, { items, values, least, most, onChange });
    this.list = new ListBox({ label, onPick: (item) => this.#choose(item), multiple: most > 1 });
    this.list.chosen = values;
    this.field = searchField(this.list.id, search || items.length >= SEARCH_FROM);
    this.field.addEventListener("input", () => this.#show());
    this.count = el("p", { class: "picker-count", "aria-live": "polite" });
    this.done = el("button", { class: "button button-primary", type: "button" }, t("select.done"));
    this.done.addEventListener("click", () => this.close());
    this.node = el(
      "div",
      { class: "picker-panel", onkeydown: (event) => this.#key(event) },
      el("div", { class: this.field.readOnly ? "picker-search is-silent" : "picker-search" }, this.field),
      this.list.node,
      most > 1 && el("div", { class: "picker-foot" }, this.count, this.done),
    );
  }

  /** Open beside a button; `onClose(hadFocus)` runs once. */
  openBeside(button, onClose) {
    this.close = openPopup(button, this.node, { wide: true, onClose });
    this.#show();
    this.#tellCount();
    this.field.focus();
  }

  #show() {
    const wanted = fold(this.field.value);
    this.list.show(this.items.filter((item) => fold(`${item.label} ${item.hint ?? ""}`).includes(wanted)));
    this.#tellActive();
  }

  #choose({ value }) {
    if (this.values.has(value) && (this.most > 1 || this.least === 0)) this.values.delete(value);
    else if (this.most === 1 || this.values.size < this.most) {
      if (this.most === 1) this.values.clear();
      this.values.add(value);
    }
    this.onChange();
    if (this.most === 1) this.close();
    else {
      this.list.refresh();
      this.#tellActive();
      this.#tellCount();
    }
  }

  #key(event) {
    if (event.target === this.done) return;
    const picks = event.key === "Enter" || (event.key === " " && this.field.readOnly);
    if (!this.list.move(event.key) && !(picks && this.list.pick())) return;
    event.preventDefault();
    this.#tellActive();
  }

  #tellActive() {
    this.field.setAttribute("aria-activedescendant", this.list.activeId);
  }

  #tellCount() {
    const { size } = this.values;
    fill(this.count, t("select.count", { count: size, least: this.least, most: this.most }));
    this.done.disabled = size > 0 && size < this.least;
  }
}

/** Where one searches; for a short list it is only what holds the focus for the keyboard. */
function searchField(listId, canSearch) {
  return el("input", {
    class: "field-input",
    type: "text",
    role: "combobox",
    "aria-label": t("select.search"),
    "aria-expanded": "true",
    "aria-controls": listId,
    placeholder: t("select.search"),
    autocomplete: "off",
    readOnly: !canSearch,
  });
}
