/** Who is here and where: loads state, follows events, keeps the address and the read marks. */

import { ControlError, discord } from "./api.js";
import { EventStream } from "./events.js";
import { named, writePlace } from "./place.js";
import {
  allChannels,
  applyEvent,
  channelById,
  currentGuild,
  guildOf,
  isUnread,
  markAllRead,
  people,
  takeMessages,
  takeState,
} from "./state.js";
import { setLanguage } from "./texts.js";
import { CHANNEL, nameOf } from "./wire.js";

const PAGE = 50;
const STALE_MS = 60;
const ABSENT_MS = 2_000;
const LOCALES = { en: "en-US", fr: "fr" };

export class Session {
  #stream = null;
  #staleTimer = null;
  #heard = 0; // events about messages so far

  constructor(store) {
    this.store = store;
  }

  get state() {
    return this.store.state;
  }

  /** Open the place that the address asks for, or the first person's first channel. */
  async start(place) {
    const known = await discord.state();
    const users = known.users.filter((user) => !user.bot);
    const person = named(users, place.user, "global_name", "username");
    // Whoever names nobody is a newcomer, and is spoken to in the language of their browser.
    const lang = place.lang ?? (person ? null : setLanguage(navigator.language));
    if (person ?? users[0]) await this.become((person ?? users[0]).id, { ...place, lang });
  }

  /** Become another person, in the same channel where they may be there. */
  async become(userId, place = {}) {
    this.#stream?.close();
    const { state } = this;
    Object.assign(state, {
      me: userId,
      pings: new Map(),
      typing: new Map(),
      commands: [],
      messages: new Map(),
      complete: new Set(),
    });
    state.interactions.clear();
    const kept = localStorage.getItem(this.#readKey());
    state.read = JSON.parse(kept ?? "{}");
    const wire = await discord.state(userId);
    if (state.me !== userId) return; // somebody else was chosen meanwhile
    takeState(state, wire);
    if (kept === null) markAllRead(state);
    await this.#wishLanguage(place.lang);
    this.store.changed("who", "places", "unread", "interactions");
    await this.#openPlace(place);
    this.#listen();
  }

  /** Follow a change of the address. */
  async go(place) {
    const person = named(people(this.state), place.user, "global_name", "username");
    if (person && person.id !== this.state.me) await this.become(person.id, place);
    else {
      await this.#wishLanguage(place.lang);
      await this.#openPlace(place);
    }
  }

  /** Change my Discord locale, and with it the page's language. */
  async speak(language) {
    const changed = await discord.changeUser(this.state.me, { locale: LOCALES[language] });
    this.state.users.set(this.state.me, {
      ...this.state.users.get(this.state.me),
      ...changed,
      locale: LOCALES[language],
    });
    this.#takeLanguage();
    await this.#loadCommands();
  }

  /** Open a channel or thread by id. */
  async openChannel(channelId) {
    const { state } = this;
    // A message may show a thread before the state that lists it has been asked for again.
    if (!channelById(state, channelId)) takeState(state, await discord.state(state.me));
    const channel = channelById(state, channelId);
    if (!channel) return;
    state.guildId = guildOf(state, channelId).id;
    state.readUntil = isUnread(state, channel) ? (state.read[channelId] ?? null) : null;
    state.channelId = channelId;
    this.store.changed("here", "places", "typing");
    this.#writeAddress();
    await this.#loadMessages(channelId);
    this.markRead();
    await this.#loadCommands();
  }

  /** Open a guild at its first readable channel. */
  async openGuild(guildId) {
    this.state.guildId = guildId;
    const first = this.#firstChannel();
    if (first) await this.openChannel(first.id);
    else this.store.changed("here", "places");
  }

  /** Load the page of messages before the oldest one that is shown; whether there was any. */
  async loadOlder() {
    const { state } = this;
    const channelId = state.channelId;
    const oldest = state.messages.get(channelId)?.[0];
    if (!oldest || state.complete.has(channelId)) return false;
    const { messages } = await this.#askMessages(channelId, { before: oldest.id });
    takeMessages(state, channelId, messages, { older: true, limit: PAGE });
    this.store.changed("messages");
    return messages.length > 0;
  }

  /** Whoever leaves the page finds a line before what came meanwhile; whoever comes back has seen the rest. */
  lookAway() {
    const last = this.state.messages.get(this.state.channelId)?.at(-1)?.id ?? null;
    if (document.hidden) this.state.readUntil = last;
    else {
      if (this.state.readUntil === last) this.state.readUntil = null;
      this.markRead();
    }
  }

  /** Remember that the open channel has been seen to its end. */
  markRead() {
    const { state } = this;
    const channel = channelById(state, state.channelId);
    if (!channel || document.hidden) return;
    state.read[channel.id] = state.messages.get(channel.id)?.at(-1)?.id ?? channel.last_message_id ?? "0";
    state.pings.delete(channel.id);
    localStorage.setItem(this.#readKey(), JSON.stringify(state.read));
    this.store.changed("unread");
  }

  /** Ask again for servers, people and commands; the messages on the screen are left in peace. */
  async refresh() {
    const { state } = this;
    takeState(state, await discord.state(state.me));
    if (!channelById(state, state.channelId)) await this.#openPlace({});
    await this.#loadCommands();
    this.store.changed("who", "places", "unread", "interactions");
  }

  /** Ask again for everything that an interrupted stream may have missed. */
  async sync() {
    await this.refresh();
    if (this.state.channelId) await this.#loadMessages(this.state.channelId);
  }

  async #openPlace(place) {
    const { state } = this;
    const guild = named(state.guilds.values(), place.server, "name") ?? currentGuild(state);
    state.guildId = guild?.id ?? null;
    const inGuild = guild ? [...guild.channels, ...(guild.threads ?? [])] : [];
    const channel =
      named(inGuild, place.channel, "name") ?? channelById(state, state.channelId) ?? this.#firstChannel();
    state.channelId = null;
    if (channel) await this.openChannel(channel.id);
    else this.store.changed("here", "places", "messages");
  }

  #firstChannel() {
    const readable = currentGuild(this.state)?.channels.filter(({ type }) => type !== CHANNEL.CATEGORY) ?? [];
    return readable.sort((first, second) => first.position - second.position)[0];
  }

  async #loadMessages(channelId) {
    if (channelById(this.state, channelId)?.type === CHANNEL.FORUM) return;
    const { messages } = await this.#askMessages(channelId);
    takeMessages(this.state, channelId, messages, { limit: PAGE });
    this.store.changed("messages");
  }

  /** Whatever is heard while an answer is on its way may be newer than the answer: then it is asked again. */
  async #askMessages(channelId, query = {}) {
    for (;;) {
      const heard = this.#heard;
      const answer = await discord.messages(channelId, { user: this.state.me, limit: PAGE, ...query });
      if (heard === this.#heard) return answer;
    }
  }

  async #loadCommands() {
    const { me, channelId } = this.state;
    if (!channelId) return;
    const { commands } = await discord.commands(me, channelId);
    this.state.commands = commands;
    this.store.changed("commands");
  }

  /** No event tells that the application has come or gone. */
  watchApplication() {
    setInterval(async () => {
      if (this.state.application?.connected !== false || document.hidden) return;
      const { application } = await discord.state(this.state.me).catch(() => this.state);
      if (application.connected) this.#bear(this.refresh());
    }, ABSENT_MS);
  }

  #listen() {
    this.#stream = new EventStream(discord.events(this.state.me), {
      onOpen: () => {
        this.#connected(true);
        // What happened between the first answers and this connection is as lost as during a break.
        this.#bear(this.sync());
      },
      onEvent: (event) => this.#take(event),
      onLost: () => this.#connected(false),
    });
  }

  #take(event) {
    if (event.type.startsWith("MESSAGE_")) this.#heard += 1;
    const topics = applyEvent(this.state, event, Date.now());
    if (topics.includes("stale")) this.#askAgain();
    if (event.type === "MESSAGE_CREATE" && event.data.channel_id === this.state.channelId) this.markRead();
    this.store.changed(...topics.filter((topic) => topic !== "stale"));
  }

  #askAgain() {
    clearTimeout(this.#staleTimer);
    this.#staleTimer = setTimeout(() => this.#bear(this.refresh()), STALE_MS);
  }

  /** What goes on in the background fails quietly: the notice of the lost connection tells enough. */
  #bear(promise) {
    promise.catch((error) => {
      if (!(error instanceof ControlError)) throw error;
      this.#connected(false);
    });
  }

  #connected(connected) {
    this.state.connected = connected;
    this.store.changed("connection");
  }

  async #wishLanguage(language) {
    const wanted = LOCALES[language];
    const mine = this.state.users.get(this.state.me);
    if (wanted && mine && mine.locale !== wanted) await discord.changeUser(mine.id, { locale: wanted });
    if (wanted && mine) mine.locale = wanted;
    this.#takeLanguage();
  }

  #takeLanguage() {
    const locale = this.state.users.get(this.state.me)?.locale ?? "en-US";
    this.state.locale = locale;
    this.state.language = setLanguage(locale);
    this.#writeAddress();
    this.store.changed("who", "language");
  }

  #writeAddress() {
    const { state } = this;
    const channel = channelById(state, state.channelId);
    const same = allChannels(state).filter(({ name }) => name === channel?.name);
    const place = {
      user: nameOf(state.users.get(state.me)),
      server: state.guilds.size > 1 ? currentGuild(state)?.name : null,
      channel: same.length > 1 ? channel.id : channel?.name,
      lang: state.language,
    };
    if (channel) history.replaceState(null, "", writePlace(place));
  }

  #readKey() {
    return `essai.read.${this.state.me}`;
  }
}
