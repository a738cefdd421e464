/** Every component that a form can hold, as `{node, customId?, value?, check?, focus?, files?}`.
 *
 * `check()` shows what is wrong and returns whether anything is.
 */

import { lengthMistake } from "./commands.js";
import { stringItems } from "./components.js";
import { el, fill, freshId } from "./dom.js";
import { entityItems } from "./entities.js";
import { markdown } from "./markdown_view.js";
import { picker } from "./picker.js";
import { t } from "./texts.js";

const DRAW = {
  1: (row, view) => row.components.flatMap((component) => drawField(component, view)),
  3: (data, view, label) => [selectField(data, view, label, () => stringItems(data))],
  4: (data, view, label) => [textField(data, label)],
  5: entityField,
  6: entityField,
  7: entityField,
  8: entityField,
  10: (data, view) => [{ node: el("div", { class: "modal-text" }, markdown(data.content, view)) }],
  18: (data, view) => drawField(data.component, view, data),
  19: (data, view, label) => [fileField(data, label)],
  21: (data, view, label) => [choiceField(data, label, "radio")],
  22: (data, view, label) => [choiceField(data, label, "checkbox")],
  23: (data, view, label) => [checkboxField(data, label)],
};

/** The fields of one component of a form; `label` is the Label around it. */
export function drawField(component, view, label = {}) {
  return (
    DRAW[component.type]?.(component, view, label) ?? [
      { node: el("p", { class: "unknown-component" }, t("component.unknown", { type: component.type })) },
    ]
  );
}

/** Label, description, control and the place for a mistake. */
function framed({ label, description, required, control, target, group = false }) {
  const note = el("p", { class: "form-mistake", id: freshId("note"), role: "alert" });
  const labelId = freshId("label");
  const about = description && el("p", { class: "form-about", id: freshId("about") }, description);
  const title = el(
    group ? "legend" : "label",
    { class: "form-label", id: labelId, for: group ? null : target.id },
    label ?? "",
    required && el("span", { class: "required", title: t("form.required") }, " *"),
  );
  target.setAttribute("aria-describedby", [about?.id, note.id].filter(Boolean).join(" "));
  const node = el(group ? "fieldset" : "div", { class: "form-field" }, title, about, control, note);
  const show = (found) => {
    node.classList.toggle("is-wrong", Boolean(found));
    fill(note, found ? t(found.key, found.values) : null);
    return Boolean(found);
  };
  return { node, show };
}

function textField(data, label) {
  const long = data.style === 2;
  const required = data.required ?? true;
  const most = data.max_length ?? 4000;
  const input = el(long ? "textarea" : "input", {
    id: freshId("text"),
    class: "field-input",
    rows: long ? "4" : null,
    type: long ? null : "text",
    placeholder: data.placeholder,
    autocomplete: "off",
    dataset: { customId: data.custom_id },
    oninput: count,
  });
  input.value = data.value ?? "";
  const counter = el("span", { class: "form-count" });
  const { node, show } = framed({
    label: label.label ?? data.label,
    description: label.description,
    required,
    control: [input, counter],
    target: input,
  });
  if (required) input.setAttribute("aria-required", "true");

  function count() {
    counter.textContent = data.max_length || data.min_length ? `${input.value.length} / ${most}` : "";
  }
  count();
  const found = () => {
    if (!input.value) return required ? { key: "option.required" } : null;
    return lengthMistake(input.value.length, data.min_length, most);
  };
  return {
    node,
    customId: data.custom_id,
    value: () => input.value,
    check: () => show(found()),
    focus: () => input.focus(),
  };
}

function entityField(data, view, label) {
  return [selectField(data, view, label, () => entityItems(view.state, data))];
}

function selectField(data, view, label, items) {
  const required = data.required ?? true;
  const least = required ? (data.min_values ?? 1) : 0;
  const most = data.max_values ?? 1;
  const chosen = data.options
    ? data.options.filter((option) => option.default).map(({ value }) => value)
    : (data.default_values ?? []).map(({ id }) => id);
  const select = picker({
    id: freshId("select"),
    label: label.label ?? t("select.label"),
    placeholder: data.placeholder ?? t("select.placeholder"),
    items,
    chosen,
    least,
    most,
    search: !data.options,
    dataset: { customId: data.custom_id },
  });
  const { node, show } = framed({
    label: label.label,
    description: label.description,
    required,
    control: select.node,
    target: select.node,
  });
  const check = () => show(countMistake(select.values().length, least, most, required));
  return { node, customId: data.custom_id, value: () => select.values(), check, focus: select.focus };
}

function countMistake(count, least, most, required) {
  if (count === 0) return required && least > 0 ? { key: "option.required" } : null;
  return count < least || count > most ? { key: "select.between", values: { least, most } } : null;
}

function fileField(data, label) {
  const required = data.required ?? true;
  const least = required ? (data.min_values ?? 1) : 0;
  const most = data.max_values ?? 1;
  const input = el("input", {
    id: freshId("file"),
    class: "field-input field-file",
    type: "file",
    multiple: most > 1,
    dataset: { customId: data.custom_id },
  });
  const { node, show } = framed({
    label: label.label,
    description: label.description,
    required,
    control: input,
    target: input,
  });
  const parts = () => [...input.files].map((file, index) => [`${input.id}-${index}`, file]);
  return {
    node,
    customId: data.custom_id,
    value: () => parts().map(([part]) => part),
    files: parts,
    check: () => show(countMistake(input.files.length, least, most, required)),
    focus: () => input.focus(),
  };
}

/** Radio group and checkbox group: the same rows, one value or several. */
function choiceField(data, label, type) {
  const required = data.required ?? true;
  const one = type === "radio";
  const least = required ? (data.min_values ?? 1) : 0;
  const most = one ? 1 : (data.max_values ?? data.options.length);
  const name = freshId(type);
  const inputs = data.options.map((option) =>
    el("input", { type, name, value: option.value, checked: Boolean(option.default) }),
  );
  const rows = data.options.map((option, index) => choiceRow(inputs[index], option.label, option.description));
  const group = el("div", { class: "choices", dataset: { customId: data.custom_id } }, rows);
  const { node, show } = framed({
    label: label.label,
    description: label.description,
    required,
    control: group,
    target: group,
    group: true,
  });
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    node,
    customId: data.custom_id,
    value: () => (one ? (chosen()[0] ?? null) : chosen()),
    check: () => show(countMistake(chosen().length, least, most, required)),
    focus: () => inputs[0].focus(),
  };
}

function choiceRow(input, label, description) {
  return el(
    "label",
    { class: "choice" },
    input,
    el(
      "span",
      { class: "choice-words" },
      el("span", {}, label),
      description && el("span", { class: "choice-hint" }, description),
    ),
  );
}

function checkboxField(data, label) {
  const input = el("input", {
    type: "checkbox",
    checked: Boolean(data.default),
    dataset: { customId: data.custom_id },
  });
  const node = el("div", { class: "form-field" }, choiceRow(input, label.label ?? "", label.description));
  return { node, customId: data.custom_id, value: () => input.checked, focus: () => input.focus() };
}
