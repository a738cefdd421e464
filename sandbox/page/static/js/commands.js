/** Application commands as a person meets them: names in their language, search, checks. Pure. */

import { fold } from "./format.js";

export const OPTION = {
  SUBCOMMAND: 1,
  GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  USER: 6,
  CHANNEL: 7,
  ROLE: 8,
  MENTIONABLE: 9,
  NUMBER: 10,
  ATTACHMENT: 11,
};
export const KIND = { CHAT: 1, USER: 2, MESSAGE: 3 };

/** A `name` or `description` in the person's locale, else in its language, else as it was registered. */
export function localised(thing, field, locale) {
  const all = thing[`${field}_localizations`];
  if (!all) return thing[field] ?? "";
  const language = locale.split("-")[0];
  const near = Object.keys(all).find((key) => key.split("-")[0] === language);
  return all[locale] ?? all[near] ?? thing[field] ?? "";
}

/** Every runnable slash command, one entry per subcommand: `path` is sent, `label` is shown. */
export function entries(commands, locale) {
  return commands
    .filter((command) => (command.type ?? KIND.CHAT) === KIND.CHAT)
    .flatMap((command) => leaves(command, locale, "", ""))
    .sort((first, second) => first.label.localeCompare(second.label, locale));
}

function leaves(node, locale, path, label) {
  const here = {
    path: path ? `${path} ${node.name}` : node.name,
    label: label ? `${label} ${localised(node, "name", locale)}` : localised(node, "name", locale),
  };
  const inner = (node.options ?? []).filter(
    (option) => option.type === OPTION.SUBCOMMAND || option.type === OPTION.GROUP,
  );
  if (inner.length) return inner.flatMap((option) => leaves(option, locale, here.path, here.label));
  return [{ ...here, description: localised(node, "description", locale), options: node.options ?? [] }];
}

/** Context-menu commands of one kind (`KIND.USER` or `KIND.MESSAGE`). */
export function contextCommands(commands, kind, locale) {
  return commands
    .filter((command) => command.type === kind)
    .map((command) => ({ name: command.name, label: localised(command, "name", locale) }));
}

/** Entries that match what was typed after the slash, best first. */
export function search(all, typed) {
  const wanted = fold(typed.trim());
  if (!wanted) return all;
  return all
    .map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
    .filter(({ rank }) => rank < 4)
    .sort((first, second) => first.rank - second.rank)
    .map(({ entry }) => entry);
}

function rankOf(entry, wanted) {
  const names = [fold(entry.label), fold(entry.path)];
  if (names.some((name) => name.startsWith(wanted) || wanted.startsWith(`${name} `))) return 0;
  if (names.some((name) => name.split(" ").some((word) => word.startsWith(wanted)))) return 1;
  if (names.some((name) => name.includes(wanted))) return 2;
  return fold(entry.description).includes(wanted) ? 3 : 4;
}

/** A whole line such as `/watch add source:mistralai channel:#releases`, or null when no command fits. */
export function parseLine(line, all, locale) {
  const text = line.replace(/^\//, "").trim();
  const entry = all
    .filter(({ label, path }) => [label, path].some((name) => text === name || text.startsWith(`${name} `)))
    .sort((first, second) => second.path.length - first.path.length)[0];
  if (!entry) return null;
  const name = text.startsWith(entry.path) ? entry.path : entry.label;
  const rest = text.slice(name.length);
  const marks = entry.options
    .flatMap((option) => markOf(rest, option, locale))
    .sort((first, second) => first.from - second.from);
  const values = Object.fromEntries(
    marks.map((mark, index) => [
      mark.name,
      rest
        .slice(mark.to, marks[index + 1]?.from)
        .trim()
        .replace(/^"(.*)"$/, "$1"),
    ]),
  );
  const first = ordered(entry.options)[0];
  const nameless = rest.slice(0, marks[0]?.from).trim();
  if (nameless && first?.type === OPTION.STRING && !(first.name in values)) values[first.name] = nameless;
  return { entry, values, isNamed: marks.length > 0 };
}

function markOf(rest, option, locale) {
  for (const name of [option.name, localised(option, "name", locale)]) {
    const at = rest.indexOf(` ${name}:`);
    if (at >= 0) return [{ name: option.name, from: at, to: at + name.length + 2 }];
  }
  return [];
}

/** Required options first, as Discord orders them; the rest are offered. */
export function ordered(options) {
  return [...options.filter((option) => option.required), ...options.filter((option) => !option.required)];
}

/** What is wrong with a value (a key of texts.js and its numbers), or null when it can be sent. */
export function mistake(option, value) {
  if (value === null || value === undefined || value === "") return option.required ? { key: "option.required" } : null;
  if (option.choices?.length) {
    return option.choices.some((choice) => choice.value === value) ? null : { key: "option.choose" };
  }
  if (option.type === OPTION.STRING) return lengthMistake(String(value).length, option.min_length, option.max_length);
  if (option.type === OPTION.INTEGER || option.type === OPTION.NUMBER) return numberMistake(option, value);
  return null;
}

/** What is wrong with the length of a text. */
export function lengthMistake(length, least = 0, most = Infinity) {
  if (length < least) return { key: "text.short", values: { least } };
  return length > (most ?? Infinity) ? { key: "text.long", values: { most } } : null;
}

function numberMistake(option, value) {
  if (!Number.isFinite(value)) return { key: "option.number" };
  if (option.type === OPTION.INTEGER && !Number.isInteger(value)) return { key: "option.integer" };
  if (option.min_value !== undefined && value < option.min_value)
    return { key: "option.least", values: { least: option.min_value } };
  if (option.max_value !== undefined && value > option.max_value)
    return { key: "option.most", values: { most: option.max_value } };
  return null;
}

/** A typed text as the value that the option's type wants; "3,5" is a number in French. */
export function typedValue(option, text) {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (option.type === OPTION.INTEGER || option.type === OPTION.NUMBER) return Number(trimmed.replace(",", "."));
  return text;
}
