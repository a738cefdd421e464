/** Forms that the application opens (type 9), as a dialog. */

import { el, fill, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { drawField } from "./modal_fields.js";
import { t } from "./texts.js";

/** Show the form of an interaction; it stays open, with what was typed, until the application takes it. */
export function openModal(outcome, view) {
  const { modal, interaction } = outcome;
  const fields = modal.components.flatMap((component) => drawField(component, view));
  const titleId = freshId("modal");
  const error = el("p", { class: "form-error", role: "alert", hidden: true });
  const submit = el("button", { class: "button button-primary", type: "submit" }, t("modal.submit"));
  const close = () => dialog.close();
  const form = el(
    "form",
    { class: "modal-form", onsubmit: send },
    el(
      "header",
      { class: "modal-head" },
      el("h2", { id: titleId }, modal.title),
      el("button", { class: "icon-button", type: "button", "aria-label": t("close"), onclick: close }, icon("close")),
    ),
    el(
      "div",
      { class: "modal-body" },
      el("p", { class: "modal-note" }, t("modal.note", { name: view.state.application?.name ?? "" })),
      fields.map(({ node }) => node),
      error,
    ),
    el(
      "footer",
      { class: "modal-foot" },
      el("button", { class: "button button-secondary", type: "button", onclick: close }, t("modal.cancel")),
      submit,
    ),
  );
  const dialog = el("dialog", { class: "modal", "aria-labelledby": titleId, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  fields.find(({ focus }) => focus)?.focus();

  async function send(event) {
    event.preventDefault();
    const wrong = fields.map((field) => (field.check?.() ? field : null)).find(Boolean);
    if (wrong) {
      wrong.focus();
      return;
    }
    busy(true);
    const { values, files } = collect(fields);
    const answer = await view.interactions.modal(interaction, values, files);
    busy(false);
    if (answer.state === "failed") refuse(t("modal.failed"), answer.interaction);
    else if (answer.state === "refused") refuse(answer.error);
    else close();
  }

  function busy(isBusy) {
    submit.disabled = isBusy;
    submit.classList.toggle("is-busy", isBusy);
  }

  function refuse(sentence, failed) {
    if (failed) view.interactions.dismiss(failed);
    error.hidden = false;
    fill(error, sentence);
  }
}

function collect(fields) {
  const values = {};
  const files = new Map();
  for (const field of fields) {
    if (!field.customId) continue;
    values[field.customId] = field.value();
    for (const [part, file] of field.files?.() ?? []) files.set(part, file);
  }
  return { values, files };
}
