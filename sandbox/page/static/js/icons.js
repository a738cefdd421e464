/** Line icons drawn for this page, 20 by 20. */

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  hash: "M8 3 6 17M14 3l-2 14M3.5 7.5h13.5M3 12.5h13.5",
  announcement: "M3 8.5v3h2.5L13 15.5v-11L5.5 8.5ZM16 7.5c1 1.5 1 3.5 0 5M6.5 12l1 4.5h2l-.8-3.5",
  forum: "M3 4h10v7H8l-3 3v-3H3ZM15 7.5h2V14h-1.5v2.5L13 14H9.5",
  lock: "M5 9h10v7.5H5ZM7 9V6.5a3 3 0 0 1 6 0V9",
  thread: "M5 3v6a4 4 0 0 0 4 4h7M12.5 9.5 16 13l-3.5 3.5",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "m5 5 10 10M15 5 5 15",
  send: "M3 10 17 3l-4.5 14-3-6Z",
  plus: "M10 4v12M4 10h12",
  file: "M5 3h7l3.5 3.5V17H5ZM12 3v3.5h3.5",
  download: "M10 3v9M6.5 9 10 12.5 13.5 9M4 16.5h12",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  members:
    "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.5 16.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 4.2a2.7 2.7 0 0 1 0 5.1M14 12.2c2.2.4 3.5 1.8 3.5 4.3",
  hub: "M10 3l6 3.5v7L10 17l-6-3.5v-7ZM4 6.5l6 3.5 6-3.5M10 10v7",
  chevron: "m5.5 8 4.5 4.5L14.5 8",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  external: "M11 4h5v5M16 4l-7 7M13.5 11.5V16H4V6.5h4.5",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  warning: "M10 3.5 17.5 16.5h-15ZM10 8.5v3.5M10 14.3h.01",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  down: "M10 4v12M5 11.5l5 5 5-5",
  reply: "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5",
  flask: "M8 3h4M8.5 3v5L4 15.5c-.5 1 .1 1.5 1 1.5h10c.9 0 1.5-.5 1-1.5L11.5 8V3M6.5 12h7",
  image: "M3.5 4h13v12h-13ZM3.5 13l4-4 4 4 2-2 3 3M13 8h.01",
};

/** An icon that is only decoration: its meaning stands in the text or label beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
