/** Lines between the messages and the composer: who types, whether the page is connected, a missing bot. */

import { ControlError, discord } from "./api.js";
import { el, fill } from "./dom.js";
import { dots } from "./message.js";
import { currentGuild, typists } from "./state.js";
import { t } from "./texts.js";
import { toast } from "./toasts.js";
import { nameOf } from "./wire.js";

const CHECK_MS = 1_000;

/** Draw the notices into `node` as the state changes. */
export function noticesInto(node, view) {
  const status = el("div", { class: "notice-status", role: "status" });
  const typing = el("p", { class: "typing", "aria-live": "polite" });
  fill(node, status, typing);
  const drawTyping = () => {
    const names = typists(view.state, Date.now()).map(nameOf);
    fill(typing, names.length ? [dots(), el("span", {}, sentence(names, view.state.locale))] : null);
  };
  view.store.on("connection here places language", () => fill(status, problem(view)));
  view.store.on("typing here language", drawTyping);
  setInterval(drawTyping, CHECK_MS); // a typing sign that is not renewed goes out by itself
}

function sentence(names, locale) {
  if (names.length > 3) return t("typing.many");
  const list = new Intl.ListFormat(locale).format(names);
  return names.length === 1 ? t("typing.one", { name: list }) : t("typing.some", { names: list });
}

function problem(view) {
  const { state } = view;
  const guild = currentGuild(state);
  const name = state.application?.name ?? "";
  if (!state.connected) return el("p", { class: "notice notice-bad" }, t("notice.lost"));
  if (guild && guild.bot_joined === false) {
    return el(
      "p",
      { class: "notice" },
      t("notice.notInvited", { name }),
      el(
        "button",
        { class: "button button-primary", type: "button", onclick: () => invite(guild) },
        t("notice.invite"),
      ),
    );
  }
  if (state.application?.connected === false) return el("p", { class: "notice" }, t("notice.asleep", { name }));
  return null;
}

async function invite(guild) {
  try {
    await discord.inviteBot(guild.id);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    toast(error.message, { bad: true });
  }
}
