/** The fields of one command above the composer: required ones first, optional ones to add. */

import { localised, mistake, ordered } from "./commands.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { optionField } from "./option_field.js";
import { t } from "./texts.js";

export class CommandForm {
  #fields = new Map();

  constructor(entry, view, { onCancel }) {
    this.entry = entry;
    this.view = view;
    this.onCancel = onCancel;
    this.title = el("span", { class: "command-name" });
    this.about = el("span", { class: "command-about" });
    this.grid = el("div", { class: "command-fields", oninput: () => this.#jump() });
    this.more = el("div", { class: "command-more", role: "group" });
    this.hint = el("p", { class: "command-hint" });
    this.close = el("button", { class: "icon-button", type: "button", onclick: () => onCancel() }, icon("close"));
    this.send = el("button", { class: "button button-primary command-send", type: "submit" });
    this.node = el(
      "div",
      { class: "command", role: "group", tabindex: "-1", onkeydown: (event) => this.#key(event) },
      el("div", { class: "command-head" }, this.title, this.about, this.close),
      this.grid,
      el("div", { class: "command-foot" }, this.more, this.hint, this.send),
    );
    ordered(entry.options)
      .filter(({ required }) => required)
      .forEach((option) => this.#add(option));
    this.translate(entry);
  }

  /** Take the entry again, in another language; what was typed stays. */
  translate(entry) {
    this.entry = entry;
    this.node.setAttribute("aria-label", `/${entry.label}`);
    this.title.textContent = `/${entry.label}`;
    this.about.textContent = entry.description;
    this.hint.textContent = t("command.hint");
    this.send.textContent = t("command.run");
    this.close.setAttribute("aria-label", t("command.cancel"));
    this.more.setAttribute("aria-label", t("command.optional"));
    entry.options.forEach((option) => this.#fields.get(option.name)?.translate(option));
    this.#offerMore();
  }

  focus() {
    const first = [...this.#fields.values()].find((field) => field.value() === null) ?? [...this.#fields.values()][0];
    (first ?? this.node).focus();
  }

  /** Put typed texts into the fields, adding optional ones. */
  fillIn(texts) {
    for (const option of this.entry.options) {
      if (texts[option.name] === undefined) continue;
      if (!this.#fields.has(option.name)) this.#add(option);
      this.#fields.get(option.name).fillIn(texts[option.name]);
    }
    this.#offerMore();
  }

  /** The texts in the fields, for `fillIn`. */
  typed() {
    return Object.fromEntries([...this.#fields].map(([name, field]) => [name, field.text()]));
  }

  /** `{options, files, right}`; mistakes are shown, and the first one has the focus. */
  read() {
    const options = {};
    const files = new Map();
    let wrong = null;
    for (const [name, field] of this.#fields) {
      const value = field.value();
      const found = field.isUnknown() ? { key: "option.choose" } : mistake(field.option, value);
      field.show(found);
      wrong ??= found && field;
      if (value === null) continue;
      options[name] = value;
      if (field.file?.()) files.set(value, field.file());
    }
    wrong?.focus();
    return { options, files, right: wrong === null };
  }

  #add(option) {
    const field = optionField(option, this.view, {
      command: this.entry.path,
      others: () => this.#values(),
      onRemove: option.required ? null : () => this.#remove(option),
    });
    this.#fields.set(option.name, field);
    this.grid.append(field.node);
  }

  #remove(option) {
    this.#fields.get(option.name).node.remove();
    this.#fields.delete(option.name);
    this.#offerMore();
    this.focus();
  }

  /** Somebody who types `source:mistralai channel:#releases` in one go is led from field to field. */
  #jump() {
    const field = [...this.#fields.values()].find(({ node }) => node.contains(document.activeElement));
    const [whole, name] = /\s(\S+):$/.exec(field?.text() ?? "") ?? [];
    const { locale } = this.view.state;
    const option = this.entry.options.find((each) => each.name === name || localised(each, "name", locale) === name);
    if (!option || option === field.option) return;
    field.fillIn(field.text().slice(0, -whole.length));
    if (!this.#fields.has(option.name)) this.#add(option);
    this.#offerMore();
    this.#fields.get(option.name).focus();
  }

  #values() {
    const given = [...this.#fields].map(([name, field]) => [name, field.value()]);
    return Object.fromEntries(given.filter(([, value]) => value !== null && !Number.isNaN(value)));
  }

  #offerMore() {
    const { locale } = this.view.state;
    const left = this.entry.options.filter(({ name }) => !this.#fields.has(name));
    const add = (option) => {
      this.#add(option);
      this.#offerMore();
      this.#fields.get(option.name).focus();
    };
    fill(
      this.more,
      left.map((option) =>
        el(
          "button",
          {
            class: "chip chip-small",
            type: "button",
            title: localised(option, "description", locale),
            onclick: () => add(option),
          },
          icon("plus"),
          localised(option, "name", locale),
        ),
      ),
    );
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.onCancel();
    } else if (event.key === "Enter" && !event.defaultPrevented && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      this.node.closest("form").requestSubmit();
    }
  }
}
