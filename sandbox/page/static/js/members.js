/** The members of the open server, by their highest role. */

import { avatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { hexColour } from "./format.js";
import { currentGuild, rolesOf } from "./state.js";
import { t } from "./texts.js";
import { nameOf } from "./wire.js";

export class Members {
  constructor(view) {
    this.view = view;
    this.node = el("div", { class: "members" });
    view.store.on("who places here language", () => this.draw());
  }

  draw() {
    const { state } = this.view;
    const users = (currentGuild(state)?.members ?? []).map((member) => state.users.get(member.user_id)).filter(Boolean);
    const groups = Map.groupBy(users, (user) =>
      user.bot ? t("members.bots") : (rolesOf(state, user.id)[0]?.name ?? t("members.others")),
    );
    fill(
      this.node,
      [...groups].map(([title, group]) =>
        el(
          "section",
          {},
          el("h3", {}, `${title} · ${group.length}`),
          el(
            "ul",
            {},
            group.map((user) => el("li", {}, this.#row(user))),
          ),
        ),
      ),
    );
  }

  #row(user) {
    const { state } = this.view;
    const colour = hexColour(rolesOf(state, user.id).find(({ color }) => color)?.color);
    const offline = user.bot && user.id === state.application?.id && state.application.connected === false;
    return el(
      "button",
      {
        class: offline ? "member is-offline" : "member",
        type: "button",
        "aria-haspopup": "menu",
        onclick: (event) => this.view.showUser(event.currentTarget, user.id),
      },
      avatar(user),
      el("span", { class: "author", style: colour ? { "--author": colour } : {} }, nameOf(user)),
      user.bot && el("span", { class: "tag" }, t("tag.bot")),
      user.id === state.me && el("span", { class: "tag tag-quiet" }, t("who.you")),
    );
  }
}
