/** The page's state and those who want to hear when a part of it changes. */

import { emptyState } from "./state.js";

export class Store {
  #listeners = new Map();
  #changed = new Set();

  state = emptyState();

  /** Call `listener` after a change of any of the topics; several changes in a row are told once. */
  on(topics, listener) {
    for (const topic of topics.split(" ")) {
      if (!this.#listeners.has(topic)) this.#listeners.set(topic, new Set());
      this.#listeners.get(topic).add(listener);
    }
  }

  /** Say that topics have changed. */
  changed(...topics) {
    if (this.#changed.size === 0 && topics.length) queueMicrotask(() => this.#tell());
    topics.forEach((topic) => this.#changed.add(topic));
  }

  #tell() {
    const due = new Set();
    for (const topic of this.#changed) this.#listeners.get(topic)?.forEach((listener) => due.add(listener));
    this.#changed.clear();
    due.forEach((listener) => listener());
  }
}
