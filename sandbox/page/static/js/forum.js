/** A forum channel: its posts as cards. */

import { el, fill } from "./dom.js";
import { relative } from "./format.js";
import { icon } from "./icons.js";
import { channelById, guildOf, isUnread, threadsOf } from "./state.js";
import { plural, t } from "./texts.js";
import { CHANNEL, dateOfId, nameOf } from "./wire.js";

export class Forum {
  constructor(view) {
    this.view = view;
    this.node = el("section", { class: "forum", hidden: true, tabindex: "0" });
    view.store.on("here places unread language", () => this.draw());
  }

  draw() {
    const { state } = this.view;
    const channel = channelById(state, state.channelId);
    this.node.hidden = channel?.type !== CHANNEL.FORUM;
    if (this.node.hidden) return;
    const posts = threadsOf(state, guildOf(state, channel.id), channel.id);
    this.node.setAttribute("aria-label", t("forum.label", { channel: channel.name }));
    fill(
      this.node,
      el("h2", {}, channel.name),
      channel.topic && el("p", { class: "forum-topic" }, channel.topic),
      posts.length
        ? el(
            "ul",
            { class: "forum-posts" },
            posts.map((post) => this.#card(post, channel)),
          )
        : el("p", { class: "empty" }, t("forum.empty")),
    );
  }

  #card(post, channel) {
    const { state } = this.view;
    const owner = state.users.get(post.owner_id);
    const tags = (channel.available_tags ?? []).filter(({ id }) => post.applied_tags?.includes(id));
    return el(
      "li",
      {},
      el(
        "button",
        {
          class: isUnread(state, post) ? "forum-post is-unread" : "forum-post",
          type: "button",
          onclick: () => this.view.openChannel(post.id),
        },
        tags.length
          ? el(
              "span",
              { class: "forum-tags" },
              tags.map(({ name }) => el("span", { class: "tag tag-quiet" }, name)),
            )
          : null,
        el("strong", {}, post.name),
        el(
          "span",
          { class: "forum-facts" },
          icon("thread"),
          [
            owner && nameOf(owner),
            plural("thread.messages", post.message_count ?? 0),
            relative(dateOfId(post.id), state.locale, Date.now()),
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    );
  }
}
