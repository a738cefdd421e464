/** The switch of persons, the card of a user, and the menus that offer context commands. */

import { avatar } from "./avatar.js";
import { contextCommands, KIND } from "./commands.js";
import { el } from "./dom.js";
import { hexColour } from "./format.js";
import { closePopup, openPopup } from "./popup.js";
import { currentGuild, isMember, people, rolesOf } from "./state.js";
import { t } from "./texts.js";
import { toast } from "./toasts.js";
import { componentTexts, isEphemeral, nameOf } from "./wire.js";

/** What somebody is in the open server. */
export function standing(state, userId) {
  if (!isMember(state, userId)) return t("who.elsewhere");
  const owner = currentGuild(state).owner_id === userId ? t("who.owner") : t("who.member");
  return rolesOf(state, userId)[0]?.name ?? owner;
}

/** Choose who I am. */
export function openSwitch(anchor, view) {
  const { state } = view;
  const rows = people(state).map((user) => ({
    label: nameOf(user),
    hint: [standing(state, user.id), user.locale?.startsWith("fr") ? "Français" : "English"].join(" · "),
    mark: avatar(user),
    chosen: user.id === state.me,
    run: () => view.session.become(user.id),
  }));
  openMenu(anchor, t("who.switch"), [{ title: t("who.switch"), rows }]);
}

/** What one can do with a message: the application's commands, copying, dismissing. */
export function openMessageMenu(anchor, message, view) {
  const { state } = view;
  const apps = contextCommands(state.commands, KIND.MESSAGE, state.locale);
  const own = [
    {
      label: t("menu.copy"),
      run: () => copy([message.content, ...componentTexts(message.components ?? [])].filter(Boolean).join("\n")),
    },
  ];
  if (isEphemeral(message)) own.push({ label: t("message.dismiss"), run: () => view.dismiss(message) });
  openMenu(anchor, t("message.menu"), [
    { rows: own },
    {
      title: t("menu.apps"),
      empty: t("menu.noApps"),
      rows: isEphemeral(message)
        ? []
        : apps.map(({ name, label }) => ({
            label,
            run: () => view.interactions.command(name, {}, { target: message.id }),
          })),
    },
  ]);
}

/** A user's name, roles and the application's commands for users. */
export function openUserCard(anchor, userId, view) {
  const { state } = view;
  const user = state.users.get(userId);
  if (!user) return;
  const roles = rolesOf(state, userId);
  const apps = contextCommands(state.commands, KIND.USER, state.locale);
  const head = el(
    "div",
    { class: "user-card" },
    avatar(user, "large"),
    el("strong", {}, nameOf(user), user.bot && el("span", { class: "tag" }, t("tag.bot"))),
    el("span", { class: "user-name" }, `@${user.username}`),
    roles.length
      ? el(
          "ul",
          { class: "chips" },
          roles.map((role) =>
            el(
              "li",
              { class: "role-chip" },
              el("span", { class: "role-dot", style: { "--dot": hexColour(role.color) ?? "currentColor" } }),
              role.name,
            ),
          ),
        )
      : null,
  );
  const rows = apps.map(({ name, label }) => ({
    label,
    run: () => view.interactions.command(name, {}, { target: userId }),
  }));
  if (!user.bot && userId !== state.me)
    rows.push({ label: t("user.become", { name: nameOf(user) }), run: () => view.session.become(userId) });
  openMenu(anchor, nameOf(user), [{ head, title: t("menu.apps"), empty: t("menu.noApps"), rows }]);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("menu.copied"));
  } catch {
    toast(t("menu.copyFailed"), { bad: true });
  }
}

/** A menu of groups of rows; arrows move, Enter runs, Escape closes. */
function openMenu(anchor, label, groups) {
  const opener = document.activeElement;
  const node = el("div", { class: "menu", role: "menu", "aria-label": label, onkeydown: walk }, groups.map(groupNode));
  openPopup(anchor, node, { onClose: (hadFocus) => hadFocus && opener?.focus() });
  (node.querySelector(".is-chosen") ?? node.querySelector("[role^=menuitem]"))?.focus();
}

function groupNode({ head, title, rows, empty }) {
  return el(
    "div",
    { class: "menu-group", role: "group", "aria-label": title },
    head,
    title && el("p", { class: "menu-title" }, title),
    rows.length ? rows.map(rowNode) : empty && el("p", { class: "menu-empty" }, empty),
  );
}

function rowNode({ label, hint, mark, chosen, run }) {
  return el(
    "button",
    {
      class: chosen ? "menu-row is-chosen" : "menu-row",
      type: "button",
      role: chosen === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": chosen === undefined ? null : String(chosen),
      onclick: () => {
        closePopup();
        run();
      },
    },
    mark,
    el("span", { class: "menu-words" }, el("span", {}, label), hint && el("span", { class: "menu-hint" }, hint)),
  );
}

function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll(".menu-row")];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows.length) return;
  event.preventDefault();
  rows.at(to % rows.length).focus();
}
