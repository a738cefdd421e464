/** Sends commands, presses, choices and forms, and follows each until the application has reacted. */

import { ControlError, discord } from "./api.js";
import { noteInteraction } from "./state.js";
import { t } from "./texts.js";
import { toast } from "./toasts.js";

const ASK_AGAIN_MS = 4_000;

export class Interactions {
  #waiting = new Map();

  /** `openModal` is called with the state object of an interaction that asks for a form, `onFailure` when one fails. */
  constructor(store, { openModal, onFailure }) {
    this.store = store;
    this.onFailure = onFailure;
    this.openModal = openModal;
    store.on("interactions", () => this.#tell());
  }

  /** Run a slash or context-menu command; `files` maps part names to files. */
  command(name, options, { files, target } = {}) {
    const about = { kind: "command", name, channel: this.store.state.channelId };
    return this.#run({ type: "command", channel: about.channel, name, options, target }, about, files);
  }

  /** Press a button or choose in a select of a message. */
  async component(message, customId, values) {
    const { state } = this.store;
    const key = `${message.id}/${customId}`;
    if (state.busy.has(key)) return null;
    state.busy.add(key);
    this.store.changed("messages");
    const about = { kind: "component", channel: message.channel_id };
    try {
      return await this.#run({ type: "component", message: message.id, custom_id: customId, values }, about);
    } finally {
      state.busy.delete(key);
      this.store.changed("messages");
    }
  }

  /** Submit the form that `interaction` opened. */
  modal(interaction, values, files) {
    const about = { kind: "modal", channel: this.store.state.channelId };
    return this.#run({ type: "modal", interaction, values }, about, files, { quiet: true });
  }

  /** The choices for the focused option, or none when the application does not answer. */
  async choices(name, options, focused) {
    const { me, channelId } = this.store.state;
    const body = { type: "autocomplete", user: me, channel: channelId, name, options, focused };
    return (await discord.interact(body)).choices ?? [];
  }

  /** Forget a failed interaction's notice. */
  dismiss(id) {
    this.store.state.interactions.delete(id);
    this.store.changed("interactions");
  }

  async #run(body, about, files, { quiet = false } = {}) {
    const { state } = this.store;
    try {
      const { interaction } = await discord.interact({ ...body, user: state.me }, files);
      const known = state.interactions.get(interaction);
      noteInteraction(state, interaction, {
        interaction,
        state: "pending",
        ...known,
        ...about,
        mine: true,
        quiet,
      });
      this.store.changed("interactions");
      const outcome = await this.#settled(interaction);
      if (outcome.state === "failed") this.onFailure();
      if (outcome.state === "modal") this.openModal(outcome);
      return outcome;
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      if (!quiet) toast(error.status ? error.message : t("error.unreachable"), { bad: true });
      return { state: "refused", error: error.message };
    }
  }

  #settled(id) {
    return new Promise((resolve) => {
      const timer = setInterval(() => this.#ask(id), ASK_AGAIN_MS);
      this.#waiting.set(id, { resolve, timer });
      this.#tell();
    });
  }

  #tell() {
    for (const [id, { resolve, timer }] of this.#waiting) {
      const known = this.store.state.interactions.get(id);
      if (known?.state === "pending") continue;
      clearInterval(timer);
      this.#waiting.delete(id);
      resolve(known ?? { state: "failed" });
    }
  }

  /** An event may be lost while the stream reconnects, so a long silence is checked. */
  async #ask(id) {
    const answer = await discord.interaction(id).catch((error) => ({ state: error.status ? "failed" : "pending" }));
    noteInteraction(this.store.state, id, answer);
    this.store.changed("interactions");
  }
}
