/** The beginning of a channel: what it is for, and what one can try. */

import { entries } from "./commands.js";
import { el } from "./dom.js";
import { channelIcon } from "./entities.js";
import { icon } from "./icons.js";
import { currentGuild } from "./state.js";
import { t } from "./texts.js";
import { CHANNEL } from "./wire.js";

const OFFERED = 4;

/** Title, topic and the commands to start with. */
export function welcome(channel, view) {
  const offered = suggestions(view);
  const name = { channel: channel.name };
  const isDirect = channel.type === CHANNEL.DIRECT;
  return el(
    "section",
    { class: "welcome" },
    el("span", { class: "welcome-icon" }, icon(channelIcon(channel, currentGuild(view.state)?.id))),
    el("h2", {}, isDirect ? t("welcome.direct", name) : t("welcome.title", name)),
    el("p", {}, isDirect ? t("welcome.directText") : channel.topic || t("welcome.text")),
    offered.length ? el("p", { class: "welcome-try" }, t("welcome.try")) : null,
    offered.length
      ? el(
          "ul",
          { class: "chips" },
          offered.map((entry) => el("li", {}, chip(entry, view))),
        )
      : null,
  );
}

function chip(entry, view) {
  return el(
    "button",
    { class: "chip", type: "button", onclick: () => view.startCommand(entry.path) },
    el("b", {}, `/${entry.label}`),
    el("span", {}, entry.description),
  );
}

/** Commands of different groups, so that the offer shows the breadth. */
function suggestions(view) {
  const all = entries(view.state.commands, view.state.locale);
  const firstOfGroup = all.filter(
    (entry, index) => all.findIndex((each) => each.path.split(" ")[0] === entry.path.split(" ")[0]) === index,
  );
  return [...firstOfGroup, ...all.filter((entry) => !firstOfGroup.includes(entry))].slice(0, OFFERED);
}
