/** A panel beside a control, in the top layer: menus, lists of choices, cards. One is open at a time. */

const GAP = 6;
const MARGIN = 8;
const ENOUGH = 200; // px: with so much room the wished side is taken
let current = null;

/** Show `node` beside `anchor`; returns a function that closes it. `onClose(hadFocus)` runs once, however it closes. */
export function openPopup(anchor, node, { onClose = () => {}, wide = false, above = false } = {}) {
  closePopup();
  node.classList.add("popup");
  node.popover = "manual"; // the top layer: no parent can clip it
  // Inside a dialog it must be the dialog's child, because everything outside an open dialog is inert.
  (anchor.closest("dialog") ?? document.body).append(node);
  node.showPopover();
  const place = () => placeBeside(anchor, node, { wide, preferAbove: above });
  place();
  const watcher = new ResizeObserver(place);
  watcher.observe(node);
  const outside = (event) => {
    const path = event.composedPath();
    if (!path.includes(node) && !path.includes(anchor)) close();
  };
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", place);
  addEventListener("keydown", escape, true);
  const close = () => {
    if (current !== close) return;
    current = null;
    watcher.disconnect();
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", place);
    removeEventListener("keydown", escape, true);
    const hadFocus = node.contains(document.activeElement);
    node.remove();
    onClose(hadFocus);
  };
  current = close;
  return close;
}

/** Close whatever is open. */
export function closePopup() {
  current?.();
}

function placeBeside(anchor, node, { wide, preferAbove }) {
  const at = anchor.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP - MARGIN;
  const above = at.top - GAP - MARGIN;
  const height = node.scrollHeight;
  const under = !(preferAbove && above >= Math.min(height, ENOUGH)) && (below >= height || below >= above);
  node.style.setProperty("max-height", `${Math.max(under ? below : above, 120)}px`);
  node.style.setProperty(
    "min-width",
    `${Math.min(wide ? at.width : Math.min(at.width, 240), innerWidth - 2 * MARGIN)}px`,
  );
  const shown = node.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(at.left, innerWidth - shown.width - MARGIN));
  node.style.setProperty("left", `${left}px`);
  node.style.setProperty("top", `${under ? at.bottom + GAP : Math.max(MARGIN, at.top - GAP - shown.height)}px`);
}
