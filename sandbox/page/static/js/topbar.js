/** The bar over the conversation: where I am, and the buttons of the side parts. */

import { el, fill } from "./dom.js";
import { channelIcon } from "./entities.js";
import { icon } from "./icons.js";
import { channelById, currentGuild, guildOf } from "./state.js";
import { t } from "./texts.js";
import { isThread } from "./wire.js";

/** Draw the bar into `node`; `panel` is the right part. */
export function topbarInto(node, view, panel) {
  const toggle = (side, symbol) =>
    el(
      "button",
      { class: `icon-button bar-${side}`, type: "button", onclick: () => view.drawers.toggle(side) },
      icon(symbol),
    );
  const menu = toggle("left", "menu");
  const title = el("div", { class: "bar-title" });
  const tabs = ["hub", "members"].map((tab) =>
    el(
      "button",
      { class: "icon-button bar-tab", type: "button", dataset: { panel: tab }, onclick: () => panel.show(tab) },
      icon(tab),
    ),
  );
  fill(node, menu, title, tabs);
  const draw = () => {
    menu.setAttribute("aria-label", t("bar.channels"));
    menu.setAttribute("aria-expanded", String(view.drawers.isShown("left")));
    tabs[0].setAttribute("aria-label", t("bar.hub"));
    tabs[1].setAttribute("aria-label", t("bar.members"));
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(panel.isShown(tab.dataset.panel))));
    fill(title, titleOf(view));
    document.title = pageTitle(view.state);
  };
  view.store.on("here places language unread panel", draw);
}

function titleOf(view) {
  const { state } = view;
  const channel = channelById(state, state.channelId);
  if (!channel) return el("h2", {}, "Essai");
  const parent = isThread(channel) && channelById(state, channel.parent_id);
  return [
    icon(channelIcon(channel, guildOf(state, channel.id)?.id)),
    parent &&
      el(
        "button",
        { class: "bar-parent", type: "button", onclick: () => view.openChannel(parent.id) },
        parent.name,
        " ›",
      ),
    el("h2", {}, channel.name),
    channel.topic && el("p", { class: "bar-topic" }, channel.topic),
  ];
}

function pageTitle(state) {
  const pings = [...state.pings.values()].reduce((sum, count) => sum + count, 0);
  const channel = channelById(state, state.channelId);
  return [pings ? `(${pings})` : "", channel && `#${channel.name}`, currentGuild(state)?.name, "Essai"]
    .filter(Boolean)
    .join(" · ");
}
