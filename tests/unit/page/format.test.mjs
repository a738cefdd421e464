import assert from "node:assert/strict";
import { test } from "node:test";

import {
  compact,
  fold,
  hexColour,
  hueOf,
  initials,
  relative,
  size,
  timestamp,
} from "../../../sandbox/page/static/js/format.js";
import { parameterCount } from "../../../sandbox/page/static/js/hub_form.js";
import { named, readPlace, writePlace } from "../../../sandbox/page/static/js/place.js";
import { plural, setLanguage, t } from "../../../sandbox/page/static/js/texts.js";

const NOW = Date.UTC(2026, 0, 2, 12);

test("relative times use the largest unit that fits, in both languages", () => {
  assert.equal(relative(new Date(NOW - 180_000), "en-US", NOW), "3 minutes ago");
  assert.equal(timestamp(NOW / 1000 + 7_200, "R", "fr", NOW), "dans 2 heures");
  assert.equal(relative(new Date(NOW), "en-US", NOW), "now");
});

test("a time that no calendar has stays a number", () => {
  assert.equal(timestamp(9e15, "F", "en-US", NOW), "9000000000000000");
});

test("sizes are decimal", () => {
  assert.equal(size(48_022_722_560, "en-US"), "48 GB");
  assert.equal(size(1_500, "en-US"), "1.5 kB");
  assert.equal(size(1, "en-US"), "1 byte");
});

test("numbers are short in the person's language", () => {
  assert.equal(compact(7_200_000_000, "en-US"), "7.2B");
  assert.match(compact(7_200_000_000, "fr"), /^7,2\sMd$/);
});

test("colours keep their leading zeros and black is no colour", () => {
  assert.equal(hexColour(255), "#0000ff");
  assert.equal(hexColour(0), null);
  assert.equal(hueOf("123"), hueOf("123"));
});

test("names are folded and shortened", () => {
  assert.equal(fold("École"), "ecole");
  assert.deepEqual(["Alex", "Open Lab", "open-lab"].map(initials), ["A", "OL", "OL"]);
});

test("parameters may be written as people write them", () => {
  assert.deepEqual(["7.2B", "350 m", "1,5 Md", "24011361280", "many", ""].map(parameterCount), [
    7_200_000_000,
    350_000_000,
    1_500_000_000,
    24_011_361_280,
    null,
    null,
  ]);
});

test("a place survives its way through the address", () => {
  const place = { user: "Alex M", server: null, channel: "releases", lang: "fr" };
  assert.deepEqual(readPlace(writePlace(place)), place);
});

test("things are found by id or name, whatever the case and the sign before it", () => {
  const things = [{ id: "1", name: "Releases" }];
  assert.equal(named(things, "#releases", "name"), things[0]);
  assert.equal(named(things, "1", "name"), things[0]);
  assert.equal(named(things, "other", "name"), null);
  assert.equal(named(things, null, "name"), null);
});

test("texts follow the language and fill in their values", () => {
  setLanguage("fr");
  assert.equal(t("message.thinking", { name: "Essai" }), "Essai réfléchit…");
  assert.equal(plural("thread.messages", 0), "0 message");
  setLanguage("en-US");
  assert.equal(plural("thread.messages", 0), "0 messages");
  assert.equal(t("message.thinking", { name: "{name}" }), "{name} is thinking…");
});
