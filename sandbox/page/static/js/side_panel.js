/** The right part: the Hub or the members. */

import { el, fill } from "./dom.js";
import { HubPanel } from "./hub_panel.js";
import { icon } from "./icons.js";
import { Members } from "./members.js";
import { t } from "./texts.js";

const TITLES = { hub: () => t("bar.hub"), members: () => t("bar.members") };

export class SidePanel {
  constructor(node, view) {
    this.view = view;
    this.node = node;
    this.parts = { hub: new HubPanel(view).node, members: new Members(view).node };
    this.tab = "hub";
    this.title = el("h2");
    this.close = el(
      "button",
      { class: "icon-button", type: "button", onclick: () => view.drawers.toggle("right") },
      icon("close"),
    );
    fill(
      node,
      el("header", { class: "side-head" }, this.title, this.close),
      el("div", { class: "side-body" }, Object.values(this.parts)),
    );
    view.store.on("language panel", () => this.draw());
  }

  /** Show a tab, or hide the part when that tab is shown already. */
  show(tab) {
    const { drawers } = this.view;
    if (!drawers.isShown("right") || this.tab === tab) drawers.toggle("right");
    this.tab = tab;
    this.view.store.changed("panel");
  }

  isShown(tab) {
    return this.tab === tab && this.view.drawers.isShown("right");
  }

  draw() {
    this.title.textContent = TITLES[this.tab]();
    this.node.setAttribute("aria-label", TITLES[this.tab]());
    this.close.setAttribute("aria-label", t("close"));
    for (const [tab, part] of Object.entries(this.parts)) part.hidden = tab !== this.tab;
  }
}
