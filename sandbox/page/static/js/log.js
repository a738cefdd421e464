/** The list of messages of the open channel: days, groups, what is new, what is awaited. */

import { avatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { day, sameDay } from "./format.js";
import { icon } from "./icons.js";
import { messageRow, thinking } from "./message.js";
import { allChannels, applicationUser, channelById } from "./state.js";
import { t } from "./texts.js";
import { CHANNEL, compareIds, isEphemeral, MESSAGE_TYPE, nameOf } from "./wire.js";
import { welcome } from "./welcome.js";

const GROUP_MS = 7 * 60_000;
const NEAR_END_PX = 80;
const NEAR_START_PX = 200;

const namesChannel = (message) => JSON.stringify([message.content, message.components]).includes("<#");

export class Log {
  #rows = new Map(); // key → {node, mark}
  #shown = null; // channel id
  #loading = false;
  #head = null; // what the head was drawn from
  #follow = true; // the end is in sight, and stays so

  constructor(view) {
    this.view = view;
    this.list = el("ol", { class: "log-list", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
    this.head = el("div", { class: "log-head" });
    this.node = el("div", { class: "log", tabindex: "0", onscroll: () => this.#scrolled() }, this.head, this.list);
    this.jump = el(
      "button",
      { class: "jump", type: "button", hidden: true, onclick: () => this.toEnd() },
      icon("down"),
      el("span", {}),
    );
    // Pictures grow after their row was placed: the end stays in sight when it was.
    const keep = new ResizeObserver(() => this.#follow && this.toEnd());
    keep.observe(this.list);
    keep.observe(this.node);
    view.store.on("messages here places interactions language who commands", () => this.draw());
  }

  /** Bring the list in line with the state, keeping the rows that have not changed. */
  draw() {
    const { state } = this.view;
    const moved = this.#shown !== state.channelId;
    if (moved) this.#start(state.channelId);
    const channel = channelById(state, state.channelId);
    const isForum = channel?.type === CHANNEL.FORUM;
    this.node.hidden = isForum || !channel;
    if (this.node.hidden) return;
    const messages = state.messages.get(state.channelId);
    this.list.setAttribute("aria-busy", messages && !moved ? "false" : "true");
    this.list.setAttribute("aria-label", t("log.label", { channel: channel.name }));
    const complete = messages && state.complete.has(state.channelId);
    this.#drawHead(channel, complete);
    const before = this.node.scrollHeight - this.node.scrollTop;
    this.#place(this.#wanted(messages ?? []));
    if (this.#follow) this.toEnd();
    else if (this.#loading) this.node.scrollTop = this.node.scrollHeight - before;
    this.#tellJump();
    // A short page on a tall screen cannot be scrolled, so what is before it is asked for at once.
    if (messages && !complete && this.node.scrollHeight <= this.node.clientHeight) this.#loadOlder();
  }

  #drawHead(channel, complete) {
    const { state } = this.view;
    const mark = [complete, channel.id, channel.name, channel.topic, state.locale, state.commands.length].join();
    if (mark === this.#head) return;
    this.#head = mark;
    fill(this.head, complete ? welcome(channel, this.view) : el("p", { class: "log-loading" }, t("log.loading")));
  }

  /** Scroll to the newest message. */
  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    this.#follow = true;
    this.jump.hidden = true;
  }

  /** Show and focus a message; whether it is loaded. */
  show(id) {
    const row = this.list.querySelector(`[data-message="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.focus();
    return Boolean(row);
  }

  #start(channelId) {
    this.#shown = channelId;
    this.#rows.clear();
    this.list.replaceChildren();
    this.#follow = true;
  }

  /** The rows that should be there: a key, a mark that changes when it must be drawn again, and how. */
  #wanted(messages) {
    const { state } = this.view;
    const rows = [];
    let previous = null;
    let newLine = false;
    for (const message of messages) {
      const date = new Date(message.timestamp);
      const newDay = !previous || !sameDay(new Date(previous.timestamp), date);
      if (newDay) rows.push(this.#dayRow(date));
      const isNew =
        !newLine && state.readUntil && message.author?.id !== state.me && compareIds(message.id, state.readUntil) > 0;
      if (isNew && previous) rows.push({ key: "new", mark: state.language, draw: () => divider(t("log.new"), "new") });
      newLine ||= Boolean(isNew);
      const grouped = !newDay && !isNew && follows(previous, message);
      // A channel that is named may be told of only after the message.
      const channels = namesChannel(message) ? allChannels(state).length : 0;
      const busy = [...state.busy].filter((key) => key.startsWith(`${message.id}/`)).join();
      rows.push({
        key: message.id,
        mark: [grouped, busy, state.locale, state.me, state.guildId, state.users.size, channels].join(),
        source: message,
        draw: () => messageRow(starter(message), this.view, { grouped }),
      });
      previous = message;
    }
    return [...rows, ...this.#awaited(messages)];
  }

  #dayRow(date) {
    const { locale } = this.view.state;
    return { key: `day ${date.toDateString()}`, mark: locale, draw: () => divider(day(date, locale), "day") };
  }

  #awaited(messages) {
    const { state } = this.view;
    const answered = new Set(messages.map((message) => message.interaction_metadata?.id));
    const mine = [...state.interactions.values()].filter(
      (each) => each.mine && each.channel === state.channelId && !each.quiet,
    );
    return mine.flatMap((each) => {
      const key = `interaction ${each.interaction}`;
      const mark = `${each.state} ${each.error} ${state.language}`;
      if (each.state === "failed") return [{ key, mark, draw: () => this.#failure(each) }];
      const waits = (each.state === "deferred" || each.state === "pending") && each.kind === "command";
      return waits && !answered.has(each.interaction) ? [{ key, mark, draw: () => this.#waiting(each) }] : [];
    });
  }

  #waiting(each) {
    const application = applicationUser(this.view.state);
    return el(
      "li",
      { class: "message message-waiting", dataset: { waiting: each.interaction } },
      el("div", { class: "message-side" }, avatar(application)),
      el("div", { class: "message-main" }, thinking(nameOf(application))),
    );
  }

  #failure(each) {
    return el(
      "li",
      { class: "message message-failed", role: "alert", dataset: { failed: each.interaction } },
      el("div", { class: "message-side" }, icon("warning")),
      el(
        "div",
        { class: "message-main" },
        el(
          "p",
          {},
          el("strong", {}, t("failed.title")),
          " ",
          each.kind === "command" && el("code", {}, `/${each.name}`),
        ),
        el("p", { class: "failed-hint", title: each.error }, t("failed.hint")),
        el(
          "button",
          { class: "text-button", type: "button", onclick: () => this.view.interactions.dismiss(each.interaction) },
          t("message.dismiss"),
        ),
      ),
    );
  }

  #place(wanted) {
    const rows = new Map();
    for (const row of wanted) {
      const old = this.#rows.get(row.key);
      const same = old && old.mark === row.mark && old.source === row.source;
      rows.set(row.key, { ...row, node: same ? old.node : this.#replace(old?.node, row.draw()) });
    }
    this.#rows = rows;
    const nodes = [...rows.values()].map(({ node }) => node);
    nodes.forEach(
      (node, index) =>
        this.list.children[index] !== node && this.list.insertBefore(node, this.list.children[index] ?? null),
    );
    while (this.list.children.length > nodes.length) this.list.lastElementChild.remove();
  }

  /** Put the new drawing of a row where the old one is, with the focus on the same control. */
  #replace(old, fresh) {
    const focused = old?.contains(document.activeElement) ? document.activeElement : null;
    old?.replaceWith(fresh);
    if (!focused) return fresh;
    const customId = focused.dataset.customId;
    (customId ? fresh.querySelector(`[data-custom-id="${CSS.escape(customId)}"]`) : fresh)?.focus();
    return fresh;
  }

  async #scrolled() {
    const { node } = this;
    this.#follow = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX;
    this.#tellJump();
    if (node.scrollTop < NEAR_START_PX) await this.#loadOlder();
  }

  async #loadOlder() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      await this.view.session.loadOlder();
    } finally {
      this.#loading = false;
    }
  }

  #tellJump() {
    this.jump.hidden = this.#follow;
    this.jump.lastElementChild.textContent = t("log.jump");
    this.jump.setAttribute("aria-label", t("log.jump"));
  }
}

/** A thread that was opened from a message begins with that message. */
function starter(message) {
  const isStarter = message.type === MESSAGE_TYPE.THREAD_STARTER && message.referenced_message;
  return isStarter ? { ...message.referenced_message, thread: null } : message;
}

function divider(text, kind) {
  return el("li", { class: `divider divider-${kind}`, role: "separator" }, el("span", {}, text));
}

function follows(previous, message) {
  return (
    previous?.author?.id === message.author?.id &&
    message.type === 0 &&
    previous.type !== MESSAGE_TYPE.JOIN &&
    !message.interaction_metadata &&
    isEphemeral(previous) === isEphemeral(message) &&
    new Date(message.timestamp) - new Date(previous.timestamp) < GROUP_MS
  );
}
