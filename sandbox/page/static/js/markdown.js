/** Discord's markdown as a tree of plain values: no DOM, no lookup, safe on any text.
 *
 * Blocks: paragraph, heading, subtext, quote, list, codeblock.
 * Spans: text, strong, emphasis, underline, strike, spoiler, code, link, user, role, channel, command,
 * timestamp, emoji, everyone. Newlines stay in the text; the style sheet keeps them.
 */

const DEPTH_LIMIT = 8;
const FENCE = /```(?:([\w+#.-]{1,30})\n)?([\s\S]+?)```/g;
const LIST_ITEM = /^(\s*)([-*]|\d{1,9}\.)\s+(\S.*)$/;

/** Parse a message's text into blocks. */
export function parse(source, depth = 0) {
  const blocks = [];
  let position = 0;
  for (const fence of source.matchAll(FENCE)) {
    blocks.push(...parseLines(source.slice(position, fence.index), depth));
    blocks.push({ type: "codeblock", language: fence[1] ?? "", text: fence[2].replace(/^\n+|\s+$/g, "") });
    position = fence.index + fence[0].length;
  }
  blocks.push(...parseLines(source.slice(position), depth));
  return blocks;
}

/** The tree's text without marks: for previews and for names that assistive technology reads. */
export function plain(blocks) {
  return blocks
    .map((node) => node.text ?? node.name ?? plain(node.children ?? node.items?.flat() ?? []))
    .join(" ")
    .trim();
}

function parseLines(text, depth) {
  const lines = text.split("\n");
  const blocks = [];
  let paragraph = [];
  const flush = () => {
    const joined = paragraph.join("\n").replace(/^\n+|\n+$/g, "");
    if (joined.trim()) blocks.push({ type: "paragraph", children: parseSpans(joined, depth) });
    paragraph = [];
  };
  for (let index = 0; index < lines.length;) {
    const found = blockAt(lines, index, depth);
    if (found) {
      flush();
      blocks.push(found.block);
      index = found.next;
    } else {
      paragraph.push(lines[index]);
      index += 1;
    }
  }
  flush();
  return blocks;
}

function blockAt(lines, index, depth) {
  const line = lines[index];
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
  if (heading) {
    return {
      block: { type: "heading", level: heading[1].length, children: parseSpans(heading[2], depth) },
      next: index + 1,
    };
  }
  const subtext = /^-#\s+(\S.*)$/.exec(line);
  if (subtext) return { block: { type: "subtext", children: parseSpans(subtext[1], depth) }, next: index + 1 };
  if (depth >= DEPTH_LIMIT) return null;
  if (/^>>>\s/.test(line)) return quote([line.slice(4), ...lines.slice(index + 1)], lines.length, depth);
  if (/^>\s/.test(line)) {
    let end = index;
    while (end < lines.length && /^>\s/.test(lines[end])) end += 1;
    return quote(
      lines.slice(index, end).map((each) => each.slice(2)),
      end,
      depth,
    );
  }
  return LIST_ITEM.test(line) ? listAt(lines, index, depth) : null;
}

function quote(lines, next, depth) {
  return { block: { type: "quote", children: parseLines(lines.join("\n"), depth + 1) }, next };
}

function listAt(lines, start, depth) {
  const [, indent, bullet] = LIST_ITEM.exec(lines[start]);
  const list = { type: "list", start: /\d/.test(bullet) ? parseInt(bullet, 10) : null, items: [] };
  let index = start;
  while (index < lines.length) {
    const item = LIST_ITEM.exec(lines[index]);
    if (!item || item[1].length < indent.length) break;
    if (item[1].length > indent.length && list.items.length && depth < DEPTH_LIMIT) {
      const nested = listAt(lines, index, depth + 1);
      list.items.at(-1).push(nested.block);
      index = nested.next;
    } else {
      list.items.push(parseSpans(item[3], depth));
      index += 1;
    }
  }
  return { block: list, next: index };
}

const nest = (type) => (match, depth) => ({ type, children: parseSpans(match[1], depth + 1) });

/** Sticky patterns in the order in which they are tried; each makes one node from its match. */
const SPANS = [
  [/\\([^\p{L}\p{N}\s])/uy, (match) => ({ type: "text", text: match[1] })],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, (match) => ({ type: "code", text: match[2].trim() || match[2] })],
  [/<(https?:\/\/[^\s<>]+)>/y, (match) => link(match[1], [{ type: "text", text: match[1] }])],
  [/<@!?(\d{1,20})>/y, (match) => ({ type: "user", id: match[1] })],
  [/<@&(\d{1,20})>/y, (match) => ({ type: "role", id: match[1] })],
  [/<#(\d{1,20})>/y, (match) => ({ type: "channel", id: match[1] })],
  [/<\/([-\p{L}\p{N}_' ]{1,100}):(\d{1,20})>/uy, (match) => ({ type: "command", name: match[1], id: match[2] })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    (match) => ({ type: "timestamp", seconds: Number(match[1]), style: match[2] ?? "f" }),
  ],
  [
    /<(a?):(\w{2,32}):(\d{1,20})>/y,
    (match) => ({ type: "emoji", name: match[2], id: match[3], animated: match[1] === "a" }),
  ],
  [/@(everyone|here)\b/y, (match) => ({ type: "everyone", name: match[1] })],
  [
    /\[((?:\\[\s\S]|\[[^\]]*\]|[^[\]\\])+)\]\(<?(https?:\/\/(?:\([^\s<>()]*\)|[^\s<>()])+)>?(?:\s+"[^"]*")?\)/y,
    (match, depth) => link(match[2], parseSpans(match[1], depth + 1, true)),
  ],
  [/https?:\/\/[^\s<]+/y, bareLink],
  [/\|\|([\s\S]+?)\|\|/y, nest("spoiler")],
  [/\*\*(?=\S)([\s\S]+?)\*\*(?!\*)/y, nest("strong")],
  [/__(?=\S)([\s\S]+?)__(?!_)/y, nest("underline")],
  [/~~([\s\S]+?)~~/y, nest("strike")],
  [/\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)\*(?!\*)/y, nest("emphasis")],
  [/(?<![\p{L}\p{N}_])_(?=\S)((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, nest("emphasis")],
];
const LINKS = new Set(["link"]);
const PLAIN = /[\s\S][^\\`<@[h|*_~]*/y;

function parseSpans(text, depth, insideLink = false) {
  if (depth > DEPTH_LIMIT) return [{ type: "text", text }];
  const nodes = [];
  for (let position = 0; position < text.length;) {
    const { node, length } = spanAt(text, position, depth, insideLink);
    const last = nodes.at(-1);
    if (node.type === "text" && last?.type === "text") last.text += node.text;
    else nodes.push(node);
    position += length;
  }
  return nodes;
}

function spanAt(text, position, depth, insideLink) {
  for (const [pattern, make] of SPANS) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (!match) continue;
    const node = make(match, depth);
    if (insideLink && LINKS.has(node.type)) continue;
    return { node, length: node.length ?? match[0].length };
  }
  PLAIN.lastIndex = position;
  const match = PLAIN.exec(text);
  return { node: { type: "text", text: match[0] }, length: match[0].length };
}

function bareLink(match) {
  let url = match[0].replace(/[.,:;!?"'\]*_~|]+$/, "");
  // A closing bracket belongs to the sentence unless the address itself opened one.
  while (url.endsWith(")") && url.split(")").length > url.split("(").length) url = url.slice(0, -1);
  return { ...link(url, [{ type: "text", text: url }]), length: url.length };
}

/** An address is a link only when it is http or https and can be parsed; else it stays text. */
function link(address, children) {
  const href = webAddress(address);
  return href ? { type: "link", href, children } : { type: "text", text: address };
}

/** The normal form of an http(s) address, or null for anything else (`javascript:`, `data:`, rubbish). */
export function webAddress(address) {
  try {
    const url = new URL(String(address));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
