/** A select: a button that shows what is chosen and opens a list; one or several choices, with search. */

import { el, fill } from "./dom.js";
import { fold } from "./format.js";
import { icon } from "./icons.js";
import { ListBox } from "./listbox.js";
import { openPopup } from "./popup.js";
import { t } from "./texts.js";

const SEARCH_FROM = 9;

/** Make one.
 *
 * `items()` gives `{value, label, hint?, mark?}`; `least` and `most` bound the number of choices.
 * `onDone(values)` runs when the person has finished (at once for a single choice), `onChange` at each change.
 */
export function picker({
  id,
  label,
  placeholder,
  items,
  chosen = [],
  least = 1,
  most = 1,
  disabled = false,
  search = false,
  onDone = () => {},
  onChange = () => {},
  dataset = {},
}) {
  const values = new Set(chosen);
  const words = el("span", { class: "picker-words" });
  const button = el(
    "button",
    {
      id,
      class: "picker",
      type: "button",
      disabled,
      dataset,
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label,
      onclick: toggle,
      onkeydown: openByKey,
    },
    words,
    icon("chevron"),
  );
  let close = null;

  function describe() {
    const labels = items()
      .filter(({ value }) => values.has(value))
      .map((item) => item.label);
    words.classList.toggle("is-placeholder", labels.length === 0);
    fill(words, labels.length ? labels.join(", ") : placeholder);
    button.setAttribute("aria-label", labels.length ? `${label}: ${labels.join(", ")}` : label);
  }

  function toggle() {
    if (close) close();
    else open();
  }

  function openByKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!close) open();
  }

  function open() {
    const before = [...values].join();
    const list = new ListBox({ label, onPick: choose, multiple: most > 1 });
    list.chosen = values;
    const all = items();
    const field = el("input", {
      class: "field-input",
      type: "text",
      role: "combobox",
      "aria-label": t("select.search"),
      "aria-expanded": "true",
      "aria-controls": list.id,
      placeholder: t("select.search"),
      autocomplete: "off",
      readOnly: !search && all.length < SEARCH_FROM,
    });
    const count = el("p", { class: "picker-count", "aria-live": "polite" });
    const done = el(
      "button",
      { class: "button button-primary", type: "button", onclick: () => close() },
      t("select.done"),
    );
    const several = most > 1;
    const panel = el(
      "div",
      { class: "picker-panel" },
      el("div", { class: field.readOnly ? "picker-search is-silent" : "picker-search" }, field),
      list.node,
      several && el("div", { class: "picker-foot" }, count, done),
    );
    const show = () => {
      const wanted = fold(field.value);
      list.show(all.filter((item) => fold(`${item.label} ${item.hint ?? ""}`).includes(wanted)));
      tellActive();
    };
    const tellActive = () => field.setAttribute("aria-activedescendant", list.activeId);
    const tellCount = () => {
      const right = values.size >= least && values.size <= most;
      fill(count, most > 1 ? t("select.count", { count: values.size, least, most }) : "");
      done.disabled = !right && values.size > 0;
    };

    function choose(item) {
      if (values.has(item.value) && (most > 1 || least === 0)) values.delete(item.value);
      else {
        if (most === 1) values.clear();
        if (values.size >= most) return;
        values.add(item.value);
      }
      onChange([...values]);
      describe();
      if (!several) return close();
      list.chosen = values;
      list.refresh();
      tellActive();
      return tellCount();
    }
    field.addEventListener("input", show);
    panel.addEventListener("keydown", (event) => {
      if (event.target === done) return;
      if (
        list.move(event.key) ||
        (event.key === "Enter" && list.pick()) ||
        (event.key === " " && field.readOnly && list.pick())
      ) {
        event.preventDefault();
        tellActive();
      }
    });
    close = openPopup(button, panel, { wide: true, onClose: (hadFocus) => finish(before, hadFocus) });
    button.setAttribute("aria-expanded", "true");
    show();
    tellCount();
    field.focus();
  }

  function finish(before, hadFocus) {
    close = null;
    button.setAttribute("aria-expanded", "false");
    if (hadFocus && button.isConnected) button.focus();
    const changed = [...values].join() !== before;
    const right = values.size >= least && values.size <= most;
    if (changed && right) onDone([...values]);
  }

  describe();
  return { node: button, values: () => [...values], focus: () => button.focus() };
}
