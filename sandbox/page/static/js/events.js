/** Server-sent events with reconnection; after each connection the page asks for what it has missed. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

export class EventStream {
  #source = null;
  #timer = null;
  #wait = FIRST_WAIT_MS;

  /** `onOpen` runs at each (re)connection, `onEvent` with each `{type, data}`, `onLost` when it breaks. */
  constructor(url, { onOpen, onEvent, onLost }) {
    this.url = url;
    this.handlers = { onOpen, onEvent, onLost };
    this.#connect();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    const source = new EventSource(this.url);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT_MS;
      this.handlers.onOpen();
    };
    source.onmessage = ({ data }) => this.handlers.onEvent(JSON.parse(data));
    // EventSource gives up for good on an HTTP error, so every break is handled here.
    source.onerror = () => {
      source.close();
      this.handlers.onLost();
      this.#timer = setTimeout(() => this.#connect(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    };
  }
}
