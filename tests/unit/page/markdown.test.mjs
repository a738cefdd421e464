import assert from "node:assert/strict";
import { test } from "node:test";

import { parse, plain, webAddress } from "../../../sandbox/page/static/js/markdown.js";

const spans = (text) => parse(text)[0].children;
const words = (text) => ({ type: "text", text });

/** Every node of a tree. */
function* walk(nodes) {
  for (const node of nodes) {
    yield node;
    yield* walk(node.children ?? []);
    yield* walk(node.items?.flat() ?? []);
  }
}

test("each mark makes its own span", () => {
  const kinds = {
    "**a**": "strong",
    "*a*": "emphasis",
    _a_: "emphasis",
    __a__: "underline",
    "~~a~~": "strike",
    "||a||": "spoiler",
  };
  for (const [text, type] of Object.entries(kinds))
    assert.deepEqual(spans(text), [{ type, children: [words("a")] }], text);
  assert.deepEqual(spans("`a`"), [{ type: "code", text: "a" }]);
});

test("marks nest", () => {
  assert.deepEqual(spans("**a *b* c**"), [
    { type: "strong", children: [words("a "), { type: "emphasis", children: [words("b")] }, words(" c")] },
  ]);
  assert.deepEqual(spans("***a***"), [{ type: "strong", children: [{ type: "emphasis", children: [words("a")] }] }]);
});

test("names with underscores, sums with stars and escaped marks stay text", () => {
  for (const text of ["snake_case_name", "2 * 3 * 4", "a ** b"]) assert.deepEqual(spans(text), [words(text)]);
  assert.deepEqual(spans("\\*a\\*"), [words("*a*")]);
});

test("code keeps its marks", () => {
  assert.deepEqual(spans("`**a**`"), [{ type: "code", text: "**a**" }]);
  assert.deepEqual(parse("```py\nx = '**'\n```"), [{ type: "codeblock", language: "py", text: "x = '**'" }]);
});

test("headings, subtext, quotes and lists are blocks", () => {
  const blocks = parse("# One\n## Two\n### Three\n-# small\n> said\n> twice\n- a\n- b\n  - c\n3. d\nend");
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ["heading", "heading", "heading", "subtext", "quote", "list", "paragraph"],
  );
  assert.deepEqual(
    blocks.slice(0, 3).map(({ level }) => level),
    [1, 2, 3],
  );
  assert.equal(blocks[4].children[0].children[0].text, "said\ntwice");
  assert.equal(blocks[5].items.length, 3);
  assert.equal(blocks[5].items[1][1].type, "list");
});

test("a numbered list keeps its first number", () => {
  assert.equal(parse("4. four\n5. five")[0].start, 4);
});

test("three arrows quote all that follows", () => {
  const [quote] = parse(">>> one\n\ntwo");
  assert.equal(quote.children[0].children[0].text, "one\n\ntwo");
});

test("mentions, times, commands and emoji are read from their wire form", () => {
  const all = spans("<@1> <@!2> <@&3> <#4> </watch add:5> <t:1700000000:R> <:ok:6> @everyone");
  assert.deepEqual(
    all
      .filter(({ type }) => type !== "text")
      .map(({ type, id, name, seconds, style }) => [type, id ?? seconds ?? name, style ?? name]),
    [
      ["user", "1", undefined],
      ["user", "2", undefined],
      ["role", "3", undefined],
      ["channel", "4", undefined],
      ["command", "5", "watch add"],
      ["timestamp", 1700000000, "R"],
      ["emoji", "6", "ok"],
      ["everyone", "everyone", "everyone"],
    ],
  );
});

test("links end before the punctuation of their sentence", () => {
  const hrefs = (text) => [...walk(parse(text))].filter(({ type }) => type === "link").map(({ href }) => href);
  assert.deepEqual(hrefs("See https://huggingface.co/a/b."), ["https://huggingface.co/a/b"]);
  assert.deepEqual(hrefs("(https://en.wikipedia.org/wiki/A_(b))"), ["https://en.wikipedia.org/wiki/A_(b)"]);
  assert.deepEqual(hrefs("<https://x.test/a> [b](https://x.test/c) [d](<https://x.test/e>)"), [
    "https://x.test/a",
    "https://x.test/c",
    "https://x.test/e",
  ]);
});

test("a link inside a link's text is not a link", () => {
  const links = [...walk(parse("[see https://evil.test](https://good.test)"))].filter(({ type }) => type === "link");
  assert.deepEqual(
    links.map(({ href }) => href),
    ["https://good.test/"],
  );
});

test("only http and https are addresses", () => {
  for (const bad of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//x.test",
    " ",
    "http://",
    null,
  ]) {
    assert.equal(webAddress(bad), null, String(bad));
  }
  assert.equal(webAddress("https://x.test"), "https://x.test/");
});

test("hostile texts make no link and no node of an unknown kind", () => {
  const hostile = [
    "[a](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](data:text/html;base64,AAAA)",
    "[a](https://)",
    "<@1><img>",
  ];
  for (const text of hostile) {
    for (const node of walk(parse(text))) {
      assert.ok(["paragraph", "text", "user"].includes(node.type), `${text}: ${node.type}`);
    }
  }
});

test("HTML stays text, letter by letter", () => {
  assert.deepEqual(spans("<b>x</b> &amp;"), [words("<b>x</b> &amp;")]);
});

test("long runs of marks are parsed in a moment and not too deep", () => {
  const began = performance.now();
  for (const mark of ["*", "_", "[", "**", "||", "`", "> ", "<", "~~", "[a](", "- \n  ", "(https://x.test"])
    parse(mark.repeat(4000 / mark.length));
  parse(`${"> ".repeat(500)}x`);
  assert.ok(performance.now() - began < 2000);
});

test("the plain form keeps the words only", () => {
  assert.match(plain(parse("**a** and `b`\n- c")), /^a\s+and\s+b\s+c$/);
});
