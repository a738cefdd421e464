/** The side parts of the page: columns on a wide screen, drawers on a narrow one. */

const LEFT = matchMedia("(max-width: 820px)");
const RIGHT = matchMedia("(max-width: 1120px)");

export class Drawers {
  #opener = null;

  /** `left` and `right` are the parts, `rest` what they cover, `scrim` the veil between. */
  constructor({ left, right, rest, scrim }) {
    this.parts = { left, right };
    this.rest = rest;
    this.scrim = scrim;
    this.open = null;
    this.wanted = { right: true };
    for (const query of [LEFT, RIGHT]) query.addEventListener("change", () => this.close());
    scrim.addEventListener("click", () => this.close());
    addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#apply();
  }

  /** Whether a side is a drawer at this width. */
  isDrawer(side) {
    return (side === "left" ? LEFT : RIGHT).matches;
  }

  /** Open or close a drawer, or show or hide a column. */
  toggle(side) {
    if (!this.isDrawer(side)) this.wanted[side] = !(this.wanted[side] ?? true);
    else if (this.open === side) this.close();
    else {
      this.#opener = document.activeElement;
      this.open = side;
    }
    this.#apply();
    if (this.open) this.parts[side].querySelector("button, input")?.focus();
  }

  /** Close the open drawer and give the focus back. */
  close() {
    const had = this.open;
    this.open = null;
    this.#apply();
    if (had) this.#opener?.focus();
  }

  isShown(side) {
    return this.isDrawer(side) ? this.open === side : (this.wanted[side] ?? true);
  }

  #apply() {
    for (const [side, node] of Object.entries(this.parts)) {
      const shown = this.isShown(side);
      node.classList.toggle("is-open", this.open === side);
      node.classList.toggle("is-away", !shown);
      node.inert = !shown || (this.open !== null && this.open !== side);
    }
    this.rest.inert = this.open !== null;
    this.scrim.hidden = this.open === null;
    this.onChange?.();
  }
}
