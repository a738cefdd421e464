/** One option of a command as a field that fits its type. */

import { combobox } from "./combobox.js";
import { localised, OPTION, typedValue } from "./commands.js";
import { el, freshId } from "./dom.js";
import { channelItems, roleItems, userItems } from "./entities.js";
import { fold } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

/** Make the field: `{node, option, value, text, isUnknown, show, fillIn, focus, translate, file?}`.
 *
 * `value()` is null when nothing is given; `isUnknown()` when the text matches nothing that may be chosen.
 */
export function optionField(option, view, { command, others, onRemove }) {
  const id = freshId("option");
  const control = controlFor(option, view, { id, command, others });
  const name = el("label", { class: "option-name", for: id });
  const note = el("p", { class: "option-note", id: `${id}-note` });
  const remove =
    onRemove && el("button", { class: "icon-button option-remove", type: "button", onclick: onRemove }, icon("close"));
  const node = el(
    "div",
    { class: "option", dataset: { option: option.name } },
    el("div", { class: "option-head" }, name, remove),
    control.node,
    note,
  );
  const field = { ...control, node, option, show, translate, focus: () => control.input.focus() };
  control.input.setAttribute("aria-describedby", note.id);
  if (option.required) control.input.setAttribute("aria-required", "true");

  function show(found) {
    node.classList.toggle("is-wrong", Boolean(found));
    control.input.setAttribute("aria-invalid", found ? "true" : "false");
    note.textContent = found ? t(found.key, found.values) : aboutOf(field.option, view.state.locale);
  }

  function translate(fresh) {
    field.option = fresh;
    name.textContent = localised(fresh, "name", view.state.locale) + (fresh.required ? " *" : "");
    remove?.setAttribute("aria-label", t("option.remove", { name: localised(fresh, "name", view.state.locale) }));
    show(null);
  }
  translate(option);
  return field;
}

/** discord.py registers an ellipsis where nobody wrote a description. */
function aboutOf(option, locale) {
  return localised(option, "description", locale).replace(/^…$/, "");
}

function controlFor(option, view, where) {
  if (option.type === OPTION.ATTACHMENT) return fileControl(option, where.id);
  const items = itemsOf(option, view);
  if (items) return choiceControl(option, where.id, items);
  if (option.autocomplete) return suggestedControl(option, view, where);
  return textControl(option, where.id);
}

/** The closed list of values of an option, or null when it is free. */
function itemsOf(option, view) {
  const { state } = view;
  const sources = {
    [OPTION.BOOLEAN]: () => [
      { value: true, label: t("option.yes") },
      { value: false, label: t("option.no") },
    ],
    [OPTION.USER]: () => userItems(state),
    [OPTION.ROLE]: () => roleItems(state),
    [OPTION.MENTIONABLE]: () => [...userItems(state), ...roleItems(state)],
    [OPTION.CHANNEL]: () => channelItems(state, option.channel_types),
  };
  if (option.choices?.length) {
    return () =>
      option.choices.map((choice) => ({ value: choice.value, label: localised(choice, "name", state.locale) }));
  }
  return sources[option.type] ?? null;
}

function choiceControl(option, id, items) {
  let chosen = null;
  let isTyping = false; // what was chosen before is shown among all the others, to be changed
  const exact = (text) =>
    items().find((item) => fold(item.label) === fold(text.replace(/^[#@]/, "")) || text === `<#${item.value}>`);
  const box = combobox({
    id,
    label: option.name,
    placeholder: t("option.pick"),
    load: (typed) => {
      const wanted = isTyping || !chosen ? fold(typed.replace(/^[#@]/, "")) : "";
      return items().filter((item) => fold(item.label).includes(wanted));
    },
    chosen: () => chosen?.value,
    onPick: (item) => {
      isTyping = false;
      chosen = item;
    },
    onType: (text) => {
      isTyping = true;
      chosen = exact(text) ?? null;
    },
  });
  return {
    input: box.input,
    node: box.input,
    value: () => chosen?.value ?? null,
    text: () => box.input.value,
    isUnknown: () => chosen === null && box.input.value.trim() !== "",
    fillIn(text) {
      chosen = exact(text) ?? null;
      box.input.value = chosen?.label ?? text;
    },
  };
}

function suggestedControl(option, view, { id, command, others }) {
  let chosen = null;
  const box = combobox({
    id,
    label: option.name,
    placeholder: t("option.type"),
    slow: true,
    load: async (typed) => {
      const found = await view.interactions
        .choices(command, { ...others(), [option.name]: typed }, option.name)
        .catch(() => []);
      return found.map(({ value, name, ...rest }) => ({
        value,
        label: localised({ name, ...rest }, "name", view.state.locale),
      }));
    },
    onPick: (item) => {
      chosen = item;
    },
    onType: () => {
      chosen = null;
    },
  });
  return {
    ...typedControl(option, box.input),
    node: box.input,
    value: () => chosen?.value ?? typedValue(option, box.input.value),
  };
}

function textControl(option, id) {
  const isNumber = option.type !== OPTION.STRING;
  const input = el("input", {
    id,
    class: "field-input",
    type: "text",
    inputmode: isNumber ? "decimal" : "text",
    autocomplete: "off",
    placeholder: isNumber ? t("option.numberHint") : t("option.type"),
  });
  return { ...typedControl(option, input), node: input };
}

function typedControl(option, input) {
  return {
    input,
    value: () => typedValue(option, input.value),
    text: () => input.value,
    isUnknown: () => false,
    fillIn(text) {
      input.value = text;
    },
  };
}

function fileControl(option, id) {
  const part = freshId("file");
  const input = el("input", { id, class: "field-input field-file", type: "file" });
  return {
    input,
    node: input,
    value: () => (input.files.length ? part : null),
    text: () => "",
    isUnknown: () => false,
    file: () => input.files[0],
    fillIn() {},
  };
}
