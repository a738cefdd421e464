/** The page's composition root: makes the parts and joins them. */

import { ControlError } from "./api.js";
import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { Drawers } from "./drawers.js";
import { Forum } from "./forum.js";
import { Interactions } from "./interactions.js";
import { Log } from "./log.js";
import { refreshTimes } from "./markdown_view.js";
import { openModal } from "./modal.js";
import { noticesInto } from "./notices.js";
import { readPlace } from "./place.js";
import { Session } from "./session.js";
import { channelsInto, railInto } from "./sidebar.js";
import { SidePanel } from "./side_panel.js";
import { removeMessages } from "./state.js";
import { Store } from "./store.js";
import { setLanguage, t } from "./texts.js";
import { toast } from "./toasts.js";
import { topbarInto } from "./topbar.js";
import { openMessageMenu, openUserCard } from "./who.js";

const TIMES_MS = 10_000;
const RETRY_MS = 1_000;

/** What the parts share: the state, what changes it, and the ways from one part to another. */
function makeView() {
  const store = new Store();
  const view = { store, session: new Session(store) };
  Object.defineProperty(view, "state", { get: () => store.state });
  view.interactions = new Interactions(store, {
    openModal: (outcome) => openModal(outcome, view),
    onFailure: () => guarded(view.session.refresh()),
  });
  view.openChannel = (id) => guarded(view.session.openChannel(id)).then(() => view.drawers.close());
  view.showUser = (anchor, id) => openUserCard(anchor, id, view);
  view.messageMenu = (event, message) => {
    event.preventDefault();
    const row = event.currentTarget;
    openMessageMenu(row.tagName === "BUTTON" ? row : row.querySelector(".message-menu"), message, view);
  };
  view.dismiss = (message) => {
    removeMessages(store.state, message.channel_id, [message.id]);
    store.changed("messages");
  };
  return view;
}

/** Build the page inside the landmarks of index.html. */
function build(view) {
  const part = (id) => document.getElementById(id);
  view.drawers = new Drawers({
    left: part("left"),
    right: part("side"),
    rest: part("conversation"),
    scrim: part("scrim"),
  });
  const panel = new SidePanel(part("side"), view);
  view.drawers.onChange = () => view.store.changed("panel");
  railInto(part("rail"), view);
  channelsInto(part("channels"), view);
  topbarInto(part("topbar"), view, panel);
  const log = new Log(view);
  const composer = new Composer(view);
  fill(part("pane"), log.node, new Forum(view).node, log.jump);
  noticesInto(part("notices"), view);
  part("composer").append(composer.node);
  view.startCommand = (path) => composer.start(path);
  view.showMessage = (id) => log.show(id) || toast(t("message.notLoaded"));
  view.toEnd = () => log.toEnd();
  const skip = part("skip");
  skip.addEventListener("click", () => composer.focus());
  view.store.on("language", () => {
    skip.textContent = t("skip");
    document.documentElement.lang = view.state.language;
  });
}

async function guarded(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    toast(error.status ? error.message : t("error.unreachable"), { bad: true });
    return null;
  }
}

async function start() {
  setLanguage(navigator.language);
  const view = makeView();
  build(view);
  addEventListener("hashchange", () => guarded(view.session.go(readPlace(location.hash))));
  document.addEventListener("visibilitychange", () => view.session.lookAway());
  setInterval(() => refreshTimes(document, view.state.locale), TIMES_MS);
  view.session.watchApplication();
  await begin(view);
}

/** The servers may still be starting: ask until they answer. */
async function begin(view) {
  try {
    await view.session.start(readPlace(location.hash));
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    fill(document.getElementById("pane"), el("p", { class: "empty", role: "status" }, t("error.starting")));
    setTimeout(() => location.reload(), RETRY_MS);
  }
}

start();
