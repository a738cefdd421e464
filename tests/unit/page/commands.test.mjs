import assert from "node:assert/strict";
import { test } from "node:test";

import {
  contextCommands,
  entries,
  KIND,
  mistake,
  OPTION,
  ordered,
  parseLine,
  search,
  typedValue,
} from "../../../sandbox/page/static/js/commands.js";

const source = {
  type: OPTION.STRING,
  name: "source",
  name_localizations: { fr: "origine" },
  description: "Who",
  required: true,
};
const channel = { type: OPTION.CHANNEL, name: "channel", description: "Where", required: false };
const COMMANDS = [
  {
    type: KIND.CHAT,
    name: "watch",
    name_localizations: { fr: "suivi" },
    description: "Watches",
    options: [
      {
        type: OPTION.SUBCOMMAND,
        name: "add",
        name_localizations: { fr: "ajouter" },
        description: "Follow somebody",
        description_localizations: { fr: "Suivre quelqu’un" },
        options: [channel, source],
      },
      { type: OPTION.SUBCOMMAND, name: "list", description: "What is followed" },
    ],
  },
  { type: KIND.CHAT, name: "help", description: "How to begin" },
  { type: KIND.MESSAGE, name: "Read the table" },
];

test("a command with subcommands becomes one entry each, in the person's language", () => {
  assert.deepEqual(
    entries(COMMANDS, "en-US").map(({ path }) => path),
    ["help", "watch add", "watch list"],
  );
  const add = entries(COMMANDS, "fr").find(({ path }) => path === "watch add");
  assert.deepEqual([add.label, add.description], ["suivi ajouter", "Suivre quelqu’un"]);
});

test("a locale falls back on its language and then on the registered text", () => {
  const known = [{ type: 1, name: "a", description: "d", description_localizations: { "en-GB": "colour" } }];
  assert.equal(entries(known, "en-US")[0].description, "colour");
  assert.equal(entries(known, "fr")[0].description, "d");
});

test("context commands are listed by their kind", () => {
  assert.deepEqual(
    contextCommands(COMMANDS, KIND.MESSAGE, "en-US").map(({ name }) => name),
    ["Read the table"],
  );
  assert.deepEqual(contextCommands(COMMANDS, KIND.USER, "en-US"), []);
});

test("a search finds beginnings first, then words, then descriptions, without accents", () => {
  const all = entries(COMMANDS, "en-US");
  assert.deepEqual(
    search(all, "watch l").map(({ path }) => path),
    ["watch list"],
  );
  assert.deepEqual(
    search(all, "add").map(({ path }) => path),
    ["watch add"],
  );
  assert.deepEqual(
    search(all, "followed").map(({ path }) => path),
    ["watch list"],
  );
  assert.deepEqual(search(all, "nothing"), []);
  assert.equal(search(all, "").length, 3);
});

test("a whole line is taken apart into command and values", () => {
  const all = entries(COMMANDS, "en-US");
  const parsed = parseLine("/watch add source:mistral ai channel:#releases", all, "en-US");
  assert.equal(parsed.entry.path, "watch add");
  assert.deepEqual(parsed.values, { source: "mistral ai", channel: "#releases" });
  assert.deepEqual(parseLine('/watch add source:"a: b"', all, "en-US").values, { source: "a: b" });
});

test("what stands before any name belongs to the first option", () => {
  const parsed = parseLine("/watch add mistralai", entries(COMMANDS, "en-US"), "en-US");
  assert.deepEqual([parsed.values, parsed.isNamed], [{ source: "mistralai" }, false]);
});

test("a command is still found while its options are typed", () => {
  assert.deepEqual(
    search(entries(COMMANDS, "en-US"), "watch add mistr").map(({ path }) => path),
    ["watch add"],
  );
});

test("a line may use the localised names", () => {
  const parsed = parseLine("/suivi ajouter origine:mistralai", entries(COMMANDS, "fr"), "fr");
  assert.deepEqual([parsed.entry.path, parsed.values], ["watch add", { source: "mistralai" }]);
});

test("a line that is no command gives nothing", () => {
  assert.equal(parseLine("/unknown", entries(COMMANDS, "en-US"), "en-US"), null);
  assert.equal(parseLine("/watchadd", entries(COMMANDS, "en-US"), "en-US"), null);
});

test("required options come first", () => {
  assert.deepEqual(
    ordered([channel, source]).map(({ name }) => name),
    ["source", "channel"],
  );
});

test("each kind of mistake has its sentence", () => {
  const integer = { type: OPTION.INTEGER, min_value: 1, max_value: 5 };
  const text = { type: OPTION.STRING, min_length: 2, max_length: 3 };
  const choice = { type: OPTION.STRING, choices: [{ name: "One", value: "1" }] };
  const found = [
    mistake(source, null),
    mistake(integer, 1.5),
    mistake(integer, 0),
    mistake(integer, 6),
    mistake(integer, NaN),
    mistake(text, "a"),
    mistake(text, "abcd"),
    mistake(choice, "2"),
  ].map(({ key }) => key);
  assert.deepEqual(found, [
    "option.required",
    "option.integer",
    "option.least",
    "option.most",
    "option.number",
    "text.short",
    "text.long",
    "option.choose",
  ]);
});

test("what is right or left out has no mistake", () => {
  assert.equal(mistake(channel, null), null);
  assert.equal(mistake({ type: OPTION.NUMBER, min_value: 0 }, 0), null);
  assert.equal(mistake({ type: OPTION.STRING, choices: [{ value: "1" }] }, "1"), null);
});

test("a typed number may have a decimal comma", () => {
  assert.equal(typedValue({ type: OPTION.NUMBER }, " 3,5 "), 3.5);
  assert.equal(typedValue({ type: OPTION.STRING }, "3,5"), "3,5");
  assert.equal(typedValue({ type: OPTION.INTEGER }, ""), null);
  assert.ok(Number.isNaN(typedValue({ type: OPTION.INTEGER }, "x")));
});
