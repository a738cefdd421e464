import assert from "node:assert/strict";
import { test } from "node:test";

import {
  applyEvent,
  channelSections,
  DIRECT,
  emptyState,
  isMember,
  isUnread,
  markAllRead,
  takeMessages,
  takeState,
  threadsOf,
  typists,
} from "../../../sandbox/page/static/js/state.js";
import { compareIds, isPrivate, mentions } from "../../../sandbox/page/static/js/wire.js";

const ALEX = { id: "1", username: "alex" };
const SAM = { id: "2", username: "sam" };
const message = (id, more = {}) => ({ id, channel_id: "20", author: SAM, content: `text ${id}`, type: 0, ...more });

function page() {
  const state = emptyState();
  state.me = "1";
  takeState(state, {
    application: { id: "9", name: "Essai", connected: true },
    users: [ALEX, SAM],
    guilds: [
      {
        id: "10",
        roles: [{ id: "30", name: "Mods", position: 1 }],
        members: [{ user_id: "1", roles: ["30"] }],
        channels: [
          { id: "20", type: 0, name: "general", position: 1, last_message_id: "100" },
          { id: "21", type: 5, name: "news", position: 0, parent_id: "22" },
          { id: "22", type: 4, name: "Category", position: 0 },
        ],
        threads: [
          { id: "23", type: 11, name: "old", parent_id: "20", thread_metadata: { archived: true } },
          { id: "24", type: 11, name: "live", parent_id: "20", thread_metadata: { archived: false } },
        ],
      },
    ],
  });
  markAllRead(state);
  takeMessages(state, "20", [message("100")]);
  return state;
}

const ids = (state) => state.messages.get("20").map(({ id }) => id);

test("messages are kept in the order of their ids, each once", () => {
  const state = page();
  for (const id of ["1000", "200", "200"]) applyEvent(state, { type: "MESSAGE_CREATE", data: message(id) }, 1);
  assert.deepEqual(ids(state), ["100", "200", "1000"]);
});

test("an update changes a known message and adds no unknown one", () => {
  const state = page();
  applyEvent(state, { type: "MESSAGE_UPDATE", data: { id: "100", channel_id: "20", content: "new" } }, 1);
  applyEvent(state, { type: "MESSAGE_UPDATE", data: message("5") }, 1);
  assert.deepEqual(
    state.messages.get("20").map(({ content }) => content),
    ["new"],
  );
});

test("an older page goes before what is shown, without repeating it", () => {
  const state = page();
  takeMessages(state, "20", [message("50"), message("100")], { older: true, limit: 2 });
  assert.deepEqual(ids(state), ["50", "100"]);
});

test("a message that has not changed stays the same object when its page is loaded again", () => {
  const state = page();
  const [before] = state.messages.get("20");
  takeMessages(state, "20", [message("100"), message("101")]);
  assert.equal(state.messages.get("20")[0], before);
  assert.deepEqual(ids(state), ["100", "101"]);
});

test("a page that is not full is the beginning of its channel", () => {
  const state = page();
  assert.ok(state.complete.has("20"));
  takeMessages(state, "20", [message("100"), message("101")], { limit: 2 });
  assert.ok(!state.complete.has("20"));
});

test("a deleted message is gone", () => {
  const state = page();
  applyEvent(state, { type: "MESSAGE_DELETE", data: { id: "100", channel_id: "20" } }, 1);
  assert.deepEqual(ids(state), []);
});

test("direct messages stand beside the servers under the other person's name", () => {
  const state = page();
  takeState(state, {
    application: state.application,
    users: [ALEX, SAM],
    guilds: [],
    dms: [{ id: "50", type: 1, recipients: [SAM] }],
  });
  assert.deepEqual(
    state.guilds.get(DIRECT).channels.map(({ name }) => name),
    ["sam"],
  );
  assert.equal(isMember(state, "1"), false);
});

test("a message in a channel that is not known yet makes the state stale", () => {
  assert.ok(
    applyEvent(page(), { type: "MESSAGE_CREATE", data: message("5", { channel_id: "77" }) }, 1).includes("stale"),
  );
});

test("a channel is unread from its first message that was not seen", () => {
  const state = page();
  const [general] = state.guilds.get("10").channels;
  assert.equal(isUnread(state, general), false);
  applyEvent(state, { type: "MESSAGE_CREATE", data: message("101", { content: "<@1>" }) }, 1);
  assert.equal(isUnread(state, general), true);
  assert.equal(state.pings.get("20"), 1);
  state.channelId = "20";
  assert.equal(isUnread(state, general), false);
});

test("somebody types until they write or ten seconds have passed", () => {
  const state = page();
  state.channelId = "20";
  const typing = { type: "TYPING_START", data: { channel_id: "20", user_id: "2" } };
  applyEvent(state, typing, 1_000);
  assert.deepEqual(typists(state, 2_000), [SAM]);
  assert.deepEqual(typists(state, 12_000), []);
  applyEvent(state, typing, 1_000);
  applyEvent(state, { type: "MESSAGE_CREATE", data: message("101") }, 1);
  assert.deepEqual(typists(state, 2_000), []);
});

test("my own typing is not shown to me", () => {
  const state = page();
  state.channelId = "20";
  applyEvent(state, { type: "TYPING_START", data: { channel_id: "20", user_id: "1" } }, 1_000);
  assert.deepEqual(typists(state, 2_000), []);
});

test("what is known of an interaction is merged", () => {
  const state = page();
  state.interactions.set("7", { mine: true });
  applyEvent(state, { type: "INTERACTION_STATE", data: { interaction: "7", state: "deferred" } }, 1);
  assert.deepEqual(state.interactions.get("7"), { mine: true, interaction: "7", state: "deferred" });
});

test("changes of servers and channels make the state stale, unknown events nothing", () => {
  for (const type of ["CHANNEL_UPDATE", "THREAD_CREATE", "GUILD_ROLE_UPDATE", "GUILD_MEMBER_UPDATE"])
    assert.deepEqual(applyEvent(page(), { type, data: {} }, 1), ["stale"]);
  assert.deepEqual(applyEvent(page(), { type: "SOMETHING", data: {} }, 1), []);
});

test("channels without category come first, and archived threads are left out", () => {
  const state = page();
  const guild = state.guilds.get("10");
  assert.deepEqual(
    channelSections(guild).map(({ category, channels }) => [category?.name, channels.map(({ name }) => name)]),
    [
      [undefined, ["general"]],
      ["Category", ["news"]],
    ],
  );
  assert.deepEqual(
    threadsOf(state, guild, "20").map(({ name }) => name),
    ["live"],
  );
});

test("ids are compared as numbers of any length", () => {
  assert.ok(compareIds("9", "10") < 0);
  assert.ok(compareIds("1200000000000000001", "1200000000000000000") > 0);
  assert.equal(compareIds("5", "5"), 0);
});

test("a channel whose overwrite hides it from everyone is private", () => {
  assert.equal(isPrivate({ permission_overwrites: [{ id: "10", deny: "1024", allow: "0" }] }, "10"), true);
  assert.equal(isPrivate({ permission_overwrites: [{ id: "11", deny: "1024", allow: "0" }] }, "10"), false);
});

test("a message calls me by name, by role, or inside a component, but not by my own hand", () => {
  assert.equal(mentions(message("1", { mentions: [ALEX] }), "1", []), true);
  assert.equal(mentions(message("1", { content: "<@&30>" }), "1", ["30"]), true);
  assert.equal(
    mentions(message("1", { components: [{ type: 17, components: [{ type: 10, content: "<@1>" }] }] }), "1", []),
    true,
  );
  assert.equal(mentions(message("1", { author: ALEX, content: "<@1>" }), "1", []), false);
  assert.equal(mentions(message("1"), "1", ["30"]), false);
});
