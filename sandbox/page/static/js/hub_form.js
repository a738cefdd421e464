/** A release that the person makes up: the facts that the Hub's API would tell. */

import { el, fill } from "./dom.js";
import { t } from "./texts.js";

const TASKS = [
  "text-generation",
  "image-text-to-text",
  "text-to-image",
  "automatic-speech-recognition",
  "text-to-speech",
  "feature-extraction",
  "fill-mask",
  "image-classification",
  "text-classification",
  "translation",
];
const LICENCES = ["apache-2.0", "mit", "cc-by-4.0", "cc-by-nc-4.0", "llama3.1", "gemma", "other"];
const SUFFIXES = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** `7.2B`, `350 M`, `1,5 Md` or a plain number, as a count; null when it is not one. */
export function parameterCount(text) {
  const match = /^([\d.,\s]+?)\s*(k|m|b|t|md)?$/i.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1].replace(/\s/g, "").replace(",", "."));
  const suffix = match[2]?.toLowerCase().replace("md", "b");
  return Number.isFinite(value) ? Math.round(value * (SUFFIXES[suffix] ?? 1)) : null;
}

export class PublishForm {
  constructor(view, publish) {
    this.view = view;
    this.publish = publish;
    this.node = el("form", { class: "publish-form", onsubmit: (event) => this.#send(event) });
    this.language = null;
  }

  /** Draw once per language, so that what is typed is not lost at every refresh. */
  draw() {
    if (this.language === this.view.state.language) return;
    const typed = this.language === null ? {} : this.#typed();
    this.language = this.view.state.language;
    this.mistake = el("p", { class: "form-mistake", role: "alert" });
    fill(
      this.node,
      labelled(
        "id",
        t("hub.id"),
        el("input", {
          name: "id",
          class: "field-input",
          required: true,
          pattern: "[\\w.\\-]+/[\\w.\\-]+",
          placeholder: "mistralai/Petit-2B",
          autocomplete: "off",
        }),
      ),
      el(
        "div",
        { class: "pair" },
        labelled(
          "kind",
          t("hub.kind"),
          choice("kind", [
            ["model", t("hub.model")],
            ["dataset", t("hub.dataset")],
            ["space", t("hub.space")],
          ]),
        ),
        labelled(
          "parameters",
          t("hub.parameters"),
          el("input", { name: "parameters", class: "field-input", placeholder: "7.2B", autocomplete: "off" }),
        ),
      ),
      labelled("pipeline_tag", t("hub.task"), withList("pipeline_tag", TASKS)),
      el(
        "div",
        { class: "pair" },
        labelled("licence", t("hub.licence"), withList("licence", LICENCES)),
        labelled(
          "languages",
          t("hub.languages"),
          el("input", { name: "languages", class: "field-input", placeholder: "en, fr", autocomplete: "off" }),
        ),
      ),
      labelled(
        "base_model",
        t("hub.base"),
        el("input", {
          name: "base_model",
          class: "field-input",
          placeholder: "mistralai/Petit-2B-Base",
          autocomplete: "off",
        }),
      ),
      labelled(
        "gated",
        t("hub.gated"),
        choice("gated", [
          ["", t("hub.open")],
          ["auto", t("hub.gatedAuto")],
          ["manual", t("hub.gatedManual")],
        ]),
      ),
      this.mistake,
      el("button", { class: "button button-primary", type: "submit" }, t("hub.publish")),
    );
    for (const [name, value] of Object.entries(typed)) this.node.elements.namedItem(name).value = value;
  }

  #typed() {
    return Object.fromEntries(new FormData(this.node));
  }

  async #send(event) {
    event.preventDefault();
    const { parameters, languages, gated, ...rest } = this.#typed();
    const count = parameters ? parameterCount(parameters) : undefined;
    this.mistake.textContent = count === null ? t("hub.badParameters") : "";
    if (count === null) return;
    const listed = languages.split(/[\s,;]+/).filter(Boolean);
    const stated = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim()));
    const done = await this.publish({
      ...stated,
      ...(count ? { parameters: count } : {}),
      ...(listed.length ? { languages: listed } : {}),
      gated: gated || false,
    });
    if (done) this.node.reset();
  }
}

function labelled(name, label, control) {
  const id = `publish-${name}`;
  control.id = id;
  return el(
    "div",
    { class: "form-field" },
    el("label", { class: "form-label", for: id }, label),
    control,
    control.suggestions,
  );
}

function choice(name, options) {
  return el(
    "select",
    { name, class: "field-input" },
    options.map(([value, label]) => el("option", { value }, label)),
  );
}

function withList(name, values) {
  const input = el("input", { name, class: "field-input", list: `${name}-values`, autocomplete: "off" });
  input.suggestions = el(
    "datalist",
    { id: `${name}-values` },
    values.map((value) => el("option", { value })),
  );
  return input;
}
