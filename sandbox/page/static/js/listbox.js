/** A list of choices with one active row, driven by the keyboard from the field that owns it. */

import { el, fill, freshId, reveal } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export class ListBox {
  #items = [];
  #active = -1;

  /** `onPick` gets the chosen item `{value, label, hint?, mark?, group?}`. */
  constructor({ label, onPick, multiple = false }) {
    this.id = freshId("list");
    this.onPick = onPick;
    this.node = el("ul", {
      class: "listbox",
      role: "listbox",
      id: this.id,
      "aria-label": label,
      "aria-multiselectable": multiple ? "true" : null,
    });
    this.chosen = new Set();
  }

  get active() {
    return this.#items[this.#active] ?? null;
  }

  get activeId() {
    return this.#active < 0 ? "" : `${this.id}-${this.#active}`;
  }

  /** Show items; the first (or first chosen) one is active unless `passive`. */
  show(items, { empty = t("list.empty"), passive = false } = {}) {
    this.#items = items;
    const first = items.findIndex(({ value }) => this.chosen.has(value));
    this.#active = passive || !items.length ? -1 : Math.max(first, 0);
    fill(
      this.node,
      items.length
        ? items.map((item, index) => this.#row(item, index))
        : el("li", { class: "listbox-empty", role: "presentation" }, empty),
    );
    reveal(this.node.children[this.#active]);
  }

  /** Redraw the marks after `chosen` changed. */
  refresh() {
    const active = this.#active;
    fill(
      this.node,
      this.#items.map((item, index) => this.#row(item, index)),
    );
    this.#activate(active);
  }

  /** Move the active row with an arrow, Home or End; whether the key was used. */
  move(key) {
    const last = this.#items.length - 1;
    const target = {
      ArrowDown: this.#active >= last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
      PageDown: Math.min(this.#active + 8, last),
      PageUp: Math.max(this.#active - 8, 0),
    }[key];
    if (target === undefined || last < 0) return false;
    this.#activate(target);
    return true;
  }

  /** Choose the active row; whether there was one. */
  pick() {
    if (!this.active) return false;
    this.onPick(this.active);
    return true;
  }

  #activate(index) {
    this.node.children[this.#active]?.classList.remove("is-active");
    this.#active = index;
    this.node.children[index]?.classList.add("is-active");
    reveal(this.node.children[index]);
  }

  #row(item, index) {
    const chosen = this.chosen.has(item.value);
    return el(
      "li",
      {
        class: index === this.#active ? "listbox-row is-active" : "listbox-row",
        role: "option",
        id: `${this.id}-${index}`,
        "aria-selected": chosen ? "true" : "false",
        onpointerdown: (event) => event.preventDefault(), // keeps the focus in the field
        onpointermove: () => index !== this.#active && this.#activate(index),
        onclick: () => this.onPick(item),
      },
      item.mark && el("span", { class: "listbox-mark" }, item.mark),
      el(
        "span",
        { class: "listbox-words" },
        el("span", { class: "listbox-label" }, item.label),
        item.hint && el("span", { class: "listbox-hint" }, item.hint),
      ),
      chosen && icon("check"),
    );
  }
}
