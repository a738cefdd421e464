/** Small helpers that build DOM nodes. Nothing in the page parses HTML, so no text can become markup. */

const PROPERTIES = new Set(["value", "checked", "disabled", "multiple", "hidden", "inert", "required", "readOnly"]);

/** Make an element from attributes, `on…` listeners, `dataset`, `style` variables and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  node.append(...children.flat(Infinity).filter(isShown));
  return node;
}

const FOCUSABLE = "button, input, select, textarea, a[href], [tabindex]";

/** Replace all children of `node`; the focus stays on the control that has taken the place of the old one. */
export function fill(node, ...children) {
  const refocus = focusKeeper(node);
  node.replaceChildren(...children.flat(Infinity).filter(isShown));
  refocus();
  return node;
}

function focusKeeper(node) {
  const active = document.activeElement;
  if (active === node || !node.contains(active)) return () => {};
  const { key } = active.dataset;
  const index = [...node.querySelectorAll(FOCUSABLE)].indexOf(active);
  return () => {
    const twin = key && node.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (node.contains(active) ? active : (twin ?? node.querySelectorAll(FOCUSABLE)[index]))?.focus();
  };
}

/** Scroll so that `node` is seen inside its own scrolling parent, without moving the page. */
export function reveal(node) {
  node?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

let lastId = 0;

/** A fresh id for aria references. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

function assign(node, name, value) {
  if (value === null || value === undefined) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  // Set one by one: a style attribute would be refused by the content security policy.
  else if (name === "style") Object.entries(value).forEach(([key, part]) => node.style.setProperty(key, part));
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (value !== false) node.setAttribute(name, value === true ? "" : String(value));
}
