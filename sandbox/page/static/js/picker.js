/** A select: a button that shows what is chosen and opens a list of one or several choices. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { PickerPanel } from "./picker_panel.js";

/** Make one: `{node, values, focus}`.
 *
 * `items()` gives `{value, label, hint?, mark?}`; `least` and `most` bound the number of choices.
 * `onDone(values)` runs when the list closes with another choice than before.
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
  dataset = {},
}) {
  const values = new Set(chosen);
  const words = el("span", { class: "picker-words" });
  const attributes = { id, class: "picker", type: "button", disabled, dataset, "aria-haspopup": "listbox" };
  const button = el(
    "button",
    { ...attributes, "aria-expanded": "false", onclick: toggle, onkeydown: openByKey },
    words,
  );
  button.append(icon("chevron"));
  let panel = null;

  function describe() {
    const all = items().filter(({ value }) => values.has(value));
    const text = all.map((item) => item.label).join(", ");
    words.classList.toggle("is-placeholder", !text);
    fill(words, text || placeholder);
    button.setAttribute("aria-label", text ? `${label}: ${text}` : label);
  }

  function toggle() {
    if (panel) panel.close();
    else open();
  }

  function openByKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!panel) open();
  }

  function open() {
    const before = [...values].join();
    panel = new PickerPanel({ label, items: items(), values, least, most, search, onChange: describe });
    panel.openBeside(button, (hadFocus) => finish(before, hadFocus));
    button.setAttribute("aria-expanded", "true");
  }

  function finish(before, hadFocus) {
    panel = null;
    button.setAttribute("aria-expanded", "false");
    if (hadFocus && button.isConnected) button.focus();
    const isRight = values.size >= least && values.size <= most;
    if (isRight && [...values].join() !== before) onDone([...values]);
  }

  describe();
  return { node: button, values: () => [...values], focus: () => button.focus() };
}
