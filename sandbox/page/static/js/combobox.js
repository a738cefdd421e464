/** A text field with a list of suggestions below or above it. */

import { el } from "./dom.js";
import { ListBox } from "./listbox.js";
import { openPopup } from "./popup.js";
import { t } from "./texts.js";

const DEBOUNCE_MS = 180;

/** Make one. `load(typed)` gives items, at once or as a promise; `onPick(item)` and `onType(text)` tell.
 * `chosen()` is the value that is active when the list opens.
 *
 * Returns `{input, close, isOpen}`. Escape closes the list first and only then reaches the form.
 */
export function combobox({
  id,
  label,
  placeholder,
  load,
  slow = false,
  chosen = () => null,
  onPick,
  onType = () => {},
}) {
  const list = new ListBox({ label, onPick: pick });
  const input = el("input", {
    id,
    class: "field-input",
    type: "text",
    role: "combobox",
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    onfocus: () => suggest(),
    onclick: () => close === null && suggest(),
    onblur: () => close?.(),
    oninput: () => {
      onType(input.value);
      suggest();
    },
    onkeydown,
  });
  let close = null;
  let turn = 0;
  let timer = null;

  function suggest() {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    // The old list would be picked by an Enter that was meant for what is typed now.
    if (slow && close) list.show([], { empty: t("list.searching") });
    timer = setTimeout(
      async () => {
        const items = await load(input.value);
        if (mine === turn && document.activeElement === input) open(items);
      },
      slow ? DEBOUNCE_MS : 0,
    );
  }

  function open(items) {
    list.chosen = new Set([chosen()]);
    list.show(items);
    close ??= openPopup(input, list.node, { wide: true, above: true, onClose: closed });
    input.setAttribute("aria-expanded", "true");
    describe();
  }

  function closed() {
    close = null;
    turn += 1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(item) {
    input.value = item.label;
    onPick(item);
    close?.();
  }

  function describe() {
    if (list.activeId) input.setAttribute("aria-activedescendant", list.activeId);
  }

  function onkeydown(event) {
    if (close === null) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") suggest();
    } else if (list.move(event.key)) {
      event.preventDefault();
      describe();
    } else if ((event.key === "Enter" || event.key === "Tab") && list.active) {
      // What is written in full needs no second Enter: the form may go.
      const written = input.value === list.active.label || chosen() === list.active.value;
      if (event.key === "Enter" && !written) event.preventDefault();
      list.pick();
    }
  }

  return { input, close: () => close?.(), isOpen: () => close !== null };
}
