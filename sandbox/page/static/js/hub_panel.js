/** The side panel of the local Hub: publish something, see what was published, let the Hub fail. */

import { hub } from "./api.js";
import { el, fill } from "./dom.js";
import { EventStream } from "./events.js";
import { compact, fold, full, number, relative } from "./format.js";
import { PublishForm } from "./hub_form.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";
import { toast } from "./toasts.js";

const RECENT = 12;
const REFRESH_MS = 10_000;
const UNTIL_NORMAL = 100_000; // a fault stays until the person says "normal"

const KINDS = {
  model: () => t("hub.model"),
  dataset: () => t("hub.dataset"),
  space: () => t("hub.space"),
  paper: () => t("hub.paper"),
};
const FAULTS = [
  { effect: "status", status: 429, label: () => t("hub.fault429") },
  { effect: "status", status: 500, label: () => t("hub.fault500") },
  { effect: "hang", label: () => t("hub.faultSilent") },
  { effect: "rubbish", label: () => t("hub.faultRubbish") },
];

export class HubPanel {
  #stream = null;
  #known = null;
  #entries = [];

  constructor(view) {
    this.view = view;
    this.search = el("input", {
      class: "field-input",
      type: "search",
      id: "catalogue-search",
      autocomplete: "off",
      oninput: () => this.#drawCatalogue(),
    });
    this.catalogue = el("ul", { class: "catalogue" });
    this.form = new PublishForm(view, (body) => this.#publish(body));
    this.health = el("div", { class: "hub-health" });
    this.recent = el("ol", { class: "recent", "aria-live": "polite" });
    this.titles = { publish: el("h3"), form: el("summary"), health: el("h3"), recent: el("h3") };
    this.node = el(
      "div",
      { class: "hub-panel" },
      el(
        "section",
        {},
        this.titles.publish,
        el("div", { class: "search" }, icon("search"), this.search),
        this.catalogue,
        el("details", { class: "own-release" }, this.titles.form, this.form.node),
      ),
      el("section", {}, this.titles.recent, this.recent),
      el("section", {}, this.titles.health, this.health),
    );
    view.store.on("language", () => this.#draw());
    document.addEventListener("visibilitychange", () => this.#listen());
    setInterval(() => !document.hidden && this.#known && this.#load(), REFRESH_MS);
    this.#listen();
  }

  /** A browser allows six connections per server: a page that nobody sees gives its own back. */
  #listen() {
    this.#stream?.close();
    this.#stream = null;
    if (document.hidden) return;
    this.#stream = new EventStream(hub.events(), {
      onOpen: () => this.#load(),
      onEvent: () => this.#load(),
      onLost: () => {},
    });
  }

  async #load() {
    try {
      const [known, { entries }] = await Promise.all([hub.state(), hub.catalogue()]);
      this.#known = known;
      this.#entries = entries;
    } catch {
      this.#known = null;
    }
    this.#draw();
  }

  async #publish(body) {
    try {
      const info = await hub.publish(body);
      toast(t("hub.published", { id: info.id }));
      await this.#load();
      return true;
    } catch (error) {
      toast(error.message, { bad: true });
      return false;
    }
  }

  #draw() {
    this.titles.publish.textContent = t("hub.publishTitle");
    this.titles.form.textContent = t("hub.own");
    this.titles.recent.textContent = t("hub.recent");
    this.titles.health.textContent = t("hub.health");
    this.search.placeholder = t("hub.search");
    this.search.setAttribute("aria-label", t("hub.search"));
    this.form.draw();
    this.#drawCatalogue();
    this.#drawRecent();
    this.#drawHealth();
  }

  #drawCatalogue() {
    const wanted = fold(this.search.value);
    const found = this.#entries.filter((entry) => fold(`${entry.id} ${entry.kind} ${entry.summary}`).includes(wanted));
    const sorted = [...found.filter(({ published }) => !published), ...found.filter(({ published }) => published)];
    fill(
      this.catalogue,
      sorted.length
        ? sorted.map((entry) => this.#entry(entry))
        : el("li", { class: "empty" }, this.#known ? t("hub.nothingFound") : t("hub.unreachable")),
    );
  }

  #entry(entry) {
    const name = entry.id.split("/").at(-1);
    const publish = async (event) => {
      event.currentTarget.disabled = true;
      await this.#publish({ catalogue: entry.id });
    };
    return el(
      "li",
      { class: "entry", dataset: { entry: entry.id } },
      el(
        "span",
        { class: "entry-words" },
        el("span", { class: "entry-author" }, `${entry.author} · ${KINDS[entry.kind]?.() ?? entry.kind}`),
        el("strong", {}, name),
        el("span", { class: "entry-summary" }, entry.summary),
      ),
      entry.published
        ? el("span", { class: "entry-done" }, icon("check"), t("hub.isPublished"))
        : el(
            "button",
            {
              class: "button button-primary",
              type: "button",
              "aria-label": t("hub.publishEntry", { id: entry.id }),
              onclick: publish,
            },
            t("hub.publish"),
          ),
    );
  }

  #drawRecent() {
    const { locale } = this.view.state;
    const published = (this.#known?.repositories ?? [])
      .filter((repository) => repository.published_at && !repository.private)
      .sort((first, second) => second.published_at.localeCompare(first.published_at))
      .slice(0, RECENT);
    const row = (repository) => {
      const at = new Date(repository.published_at);
      const facts = [
        KINDS[repository.kind]?.(),
        repository.parameters && compact(repository.parameters, locale),
        repository.licence,
      ].filter(Boolean);
      return el(
        "li",
        { class: "recent-row", dataset: { repository: repository.id } },
        el("strong", {}, repository.id),
        el("span", {}, facts.join(" · ")),
        el(
          "time",
          { datetime: repository.published_at, title: full(at, locale), dataset: { relative: at.getTime() / 1000 } },
          relative(at, locale, Date.now()),
        ),
      );
    };
    fill(this.recent, published.length ? published.map(row) : el("li", { class: "empty" }, t("hub.noRecent")));
  }

  #drawHealth() {
    const { locale } = this.view.state;
    if (!this.#known) {
      fill(this.health, el("p", { class: "empty" }, t("hub.unreachable")));
      return;
    }
    const { requests_last_5_minutes: requests, quota, faults } = this.#known;
    const most = quota.anonymous ?? quota;
    const share = Math.min(requests / most, 1);
    fill(
      this.health,
      el(
        "p",
        { class: "meter-words" },
        el("span", {}, t("hub.requests")),
        el("strong", {}, t("hub.ofQuota", { count: number(requests, locale), quota: number(most, locale) })),
      ),
      el(
        "div",
        {
          class: "meter",
          role: "meter",
          "aria-label": t("hub.requests"),
          "aria-valuenow": requests,
          "aria-valuemin": "0",
          "aria-valuemax": most,
        },
        el("span", { style: { width: `${share * 100}%` } }),
      ),
      el(
        "p",
        { class: faults.length ? "hub-state is-bad" : "hub-state" },
        icon(faults.length ? "warning" : "check"),
        faults.length ? t("hub.faulty") : t("hub.normal"),
      ),
      el(
        "div",
        { class: "faults", role: "group", "aria-label": t("hub.faults") },
        FAULTS.map((fault) => this.#faultButton(fault, faults)),
        this.#normalButton(faults),
      ),
    );
  }

  #faultButton({ label, ...fault }, waiting) {
    const isOn = waiting.some(
      ({ effect, status }) => effect === fault.effect && (fault.status === undefined || status === fault.status),
    );
    const turn = async () => {
      await hub.clearFaults();
      if (!isOn) await hub.addFault({ method: "*", path: "^/api/", times: UNTIL_NORMAL, ...fault });
      await this.#load();
    };
    return el(
      "button",
      { class: "chip chip-small", type: "button", "aria-pressed": String(isOn), onclick: turn },
      label(),
    );
  }

  #normalButton(waiting) {
    const clear = async () => {
      await hub.clearFaults();
      await this.#load();
    };
    return el(
      "button",
      { class: "chip chip-small", type: "button", disabled: !waiting.length, onclick: clear },
      t("hub.backToNormal"),
    );
  }
}
