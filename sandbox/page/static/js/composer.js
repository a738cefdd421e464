/** Where one writes: plain messages with files, and, after a slash, commands. */

import { ControlError, discord } from "./api.js";
import { avatar } from "./avatar.js";
import { CommandForm } from "./command_form.js";
import { entries, parseLine, search } from "./commands.js";
import { el, fill } from "./dom.js";
import { size } from "./format.js";
import { icon } from "./icons.js";
import { ListBox } from "./listbox.js";
import { openPopup } from "./popup.js";
import { applicationUser, channelById } from "./state.js";
import { t } from "./texts.js";
import { toast } from "./toasts.js";
import { CHANNEL } from "./wire.js";

const MAX_LENGTH = 2000;
const MAX_FILES = 10;

export class Composer {
  #files = [];
  #command = null;
  #closeList = null;
  #locale = null;

  constructor(view) {
    this.view = view;
    this.list = new ListBox({ label: t("command.list"), onPick: ({ value }) => this.#choose(value) });
    this.text = el("textarea", {
      class: "composer-text",
      id: "composer-text",
      rows: "1",
      "aria-controls": this.list.id,
      "aria-haspopup": "listbox",
      "aria-autocomplete": "list",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#addFiles(event.clipboardData.files),
      onblur: () => this.#closeList?.(),
    });
    this.picker = el("input", {
      type: "file",
      multiple: true,
      hidden: true,
      onchange: () => this.#addFiles(this.picker.files),
    });
    this.attach = el(
      "button",
      { class: "icon-button", type: "button", onclick: () => this.picker.click() },
      icon("plus"),
    );
    this.send = el("button", { class: "icon-button send", type: "submit" }, icon("send"));
    this.count = el("span", { class: "composer-count", "aria-live": "polite" });
    this.tray = el("ul", { class: "tray", hidden: true });
    this.fields = el("div", { class: "composer-command", hidden: true });
    this.bar = el("div", { class: "composer-bar" }, this.attach, this.text, this.count, this.send);
    this.node = el(
      "form",
      {
        class: "composer",
        onsubmit: (event) => this.#submit(event),
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => this.#dropped(event),
      },
      this.tray,
      this.fields,
      this.bar,
      this.picker,
    );
    view.store.on("here places commands language who", () => this.draw());
  }

  draw() {
    const { state } = this.view;
    const channel = channelById(state, state.channelId);
    const mayWrite = channel?.can_send !== false && channel?.type !== CHANNEL.FORUM;
    const mayCommand = state.commands.length > 0;
    this.node.hidden = !channel;
    this.text.disabled = !mayWrite && !mayCommand;
    this.attach.disabled = !mayWrite;
    this.text.placeholder = this.#placeholder(channel, mayWrite, mayCommand);
    this.text.setAttribute("aria-label", t("composer.label"));
    this.attach.setAttribute("aria-label", t("composer.attach"));
    this.send.setAttribute("aria-label", t("composer.send"));
    this.#drawTray();
    this.#drawCommand();
  }

  /** A command may be taken away meanwhile; in another language it is drawn again, else left in peace. */
  #drawCommand() {
    const entry = this.#command && this.#known(this.#command.entry.path);
    if (this.#command && !entry) this.cancel();
    else if (entry && this.#locale !== this.view.state.locale) this.#command.translate(entry);
    this.#locale = this.view.state.locale;
  }

  focus() {
    if (this.#command) this.#command.focus();
    else this.text.focus();
  }

  /** Open the fields of a command, by the path that Discord knows it under. */
  start(path, values = {}) {
    const entry = this.#known(path);
    if (!entry) return;
    this.#closeList?.();
    this.#command = new CommandForm(entry, this.view, { onCancel: () => this.cancel() });
    this.text.value = "";
    this.bar.hidden = true;
    this.fields.hidden = false;
    fill(this.fields, this.#command.node);
    this.#command.fillIn(values);
    this.#command.focus();
  }

  /** Back to plain writing. */
  cancel() {
    this.#command = null;
    this.fields.hidden = true;
    this.fields.replaceChildren();
    this.bar.hidden = false;
    this.text.focus();
    this.#grow();
  }

  #placeholder(channel, mayWrite, mayCommand) {
    const name = { channel: channel?.name };
    if (mayWrite && channel?.type === CHANNEL.DIRECT) return t("composer.placeholderDirect", name);
    if (mayWrite) return mayCommand ? t("composer.placeholder", name) : t("composer.placeholderPlain", name);
    return mayCommand ? t("composer.commandsOnly") : t("composer.closed");
  }

  #known(path) {
    return this.#all().find((entry) => entry.path === path);
  }

  #all() {
    return entries(this.view.state.commands, this.view.state.locale);
  }

  #typed() {
    this.#grow();
    const left = MAX_LENGTH - this.text.value.length;
    this.count.textContent = left < 200 ? String(left) : "";
    this.count.classList.toggle("is-over", left < 0);
    if (!this.text.value.startsWith("/")) {
      this.#closeList?.();
      return;
    }
    const parsed = parseLine(this.text.value, this.#all(), this.view.state.locale);
    if (parsed?.isNamed) this.start(parsed.entry.path, parsed.values);
    else this.#offer();
  }

  /** Take a command from the list, with what was already typed after its name. */
  #choose(path) {
    const parsed = parseLine(this.text.value, this.#all(), this.view.state.locale);
    this.start(path, parsed?.entry.path === path ? parsed.values : {});
  }

  #offer() {
    const found = search(this.#all(), this.text.value.slice(1));
    this.list.show(
      found.map((entry) => ({
        value: entry.path,
        label: `/${entry.label}`,
        hint: entry.description,
        mark: avatar(applicationUser(this.view.state), "small"),
      })),
      { empty: t("command.none") },
    );
    this.list.node.setAttribute("aria-label", t("command.list"));
    this.#closeList ??= openPopup(this.bar, this.list.node, {
      wide: true,
      above: true,
      onClose: () => this.#listClosed(),
    });
    this.text.setAttribute("aria-activedescendant", this.list.activeId);
  }

  #listClosed() {
    this.#closeList = null;
    this.text.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#closeList) {
      if (this.list.move(event.key) || (["Enter", "Tab"].includes(event.key) && this.list.pick())) {
        event.preventDefault();
        this.text.setAttribute("aria-activedescendant", this.list.activeId);
        return;
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.node.requestSubmit();
    }
  }

  #submit(event) {
    event.preventDefault();
    if (this.#command) this.#run();
    else this.#write();
  }

  async #run() {
    const command = this.#command;
    const { options, files, right } = command.read();
    if (!right) return;
    this.cancel();
    this.view.toEnd();
    const outcome = await this.view.interactions.command(command.entry.path, options, { files });
    // What was typed is given back when Discord has not taken it.
    const isFree = !this.#command && !this.text.value;
    if (outcome.state === "refused" && isFree) this.start(command.entry.path, command.typed());
  }

  async #write() {
    const text = this.text.value;
    const files = this.#files;
    if ((!text.trim() && !files.length) || text.trim().length > MAX_LENGTH) return;
    const { state } = this.view;
    const parts = new Map(files.map((file, index) => [`files[${index}]`, file]));
    state.readUntil = null;
    this.view.toEnd();
    this.#put("", []);
    try {
      await discord.write(state.channelId, { user: state.me, content: text.trim() }, parts);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      toast(error.status ? error.message : t("error.unreachable"), { bad: true });
      if (!this.text.value) this.#put(text, files);
    }
  }

  #put(text, files) {
    this.text.value = text;
    this.#files = files;
    this.#drawTray();
    this.#typed();
  }

  #addFiles(list) {
    const fresh = [...list];
    if (!fresh.length) return;
    if (this.#files.length + fresh.length > MAX_FILES) toast(t("composer.tooMany", { most: MAX_FILES }), { bad: true });
    this.#files = [...this.#files, ...fresh].slice(0, MAX_FILES);
    this.picker.value = "";
    this.#drawTray();
  }

  #dropped(event) {
    event.preventDefault();
    if (!this.attach.disabled && !this.#command) this.#addFiles(event.dataTransfer.files);
  }

  #drawTray() {
    this.tray.hidden = !this.#files.length;
    this.tray.setAttribute("aria-label", t("composer.files"));
    const remove = (file) => {
      this.#files = this.#files.filter((each) => each !== file);
      this.#drawTray();
      this.text.focus();
    };
    fill(
      this.tray,
      this.#files.map((file) =>
        el(
          "li",
          { class: "tray-file" },
          icon("file"),
          el("span", {}, file.name),
          el("small", {}, size(file.size, this.view.state.locale)),
          el(
            "button",
            {
              class: "icon-button",
              type: "button",
              "aria-label": t("composer.removeFile", { name: file.name }),
              onclick: () => remove(file),
            },
            icon("close"),
          ),
        ),
      ),
    );
  }

  #grow() {
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${this.text.scrollHeight}px`);
  }
}
