#!/usr/bin/env node
// needs: npm sms-segments-calculator@1.3.0 twitter-text@3.1.0 @atproto/api@0.19.19
//
// How long is a text? Holds what vocero counts (`cargo run --example measure`) against the libraries
// of those who bill or refuse it: Twilio's segment calculator, X's own twitter-text, the AT
// protocol's grapheme counter. Texts: the known traps, 3,000 generated ones (always the same), and
// the body of every payload of the manifest.
//
//   check_measure.js MANIFEST | --self-test
//
// VOCERO_MEASURE names a built `measure`; without it cargo builds it.
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { SegmentedMessage } = require("sms-segments-calculator");
const twitter = require("twitter-text").default ?? require("twitter-text");
const { UnicodeString } = require("@atproto/api");

const SEED = Number(process.env.SEED ?? 20261122);
const GENERATED = 3000;
/** What the oracle tells beside the counts that are compared. */
const BESIDE = ["longest", "seen"];

/** A row of numbers from 0 to 1 that is always the same (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TRAPS = [
  "", " ", "a".repeat(160), "a".repeat(161), "a".repeat(306), "a".repeat(307), "á".repeat(70),
  "á".repeat(71), "á".repeat(134), "á".repeat(135),
  "a".repeat(152) + "€" + "a".repeat(152), "á".repeat(66) + "😀" + "á".repeat(66),
  "á".repeat(60) + "👨‍👩‍👧‍👦" + "á".repeat(60), "status.example.com", "a.com b.com", "node.js",
  "10.5.com", "año.es", "status.acme.example", "user@example.com", "https://a.com/x_(y)_z).",
  "https://status.example.com/i/1?x=1&y=2#z", "http://localhost", "e\u0301", "cafe\u0301",
  "👍🏽👨‍👩‍👧🇪🇸1️⃣⚠️❤©#️⃣", "…•€→“”—", "#1 $ACME @all", "\u2060\u200b\u200d\ufe0f", "漢字 カナ",
  "x.example.com:8080/path", "sub_domain.example.com", "a.com.", "a.com,b.com", "(a.com)", "«a.com»",
  "status.acme.com.«a.io", "foo.dev/.(being)", "http://пример.рф", "👩🏽‍👧", "🏋️‍♀️", "🇽🇾",
];

const WORDS = (
  "payments fail since customers checkout API login 10:34 UTC the a of is are being La aplicación " +
  "está caída desde las próxima información España ¿Sí? ñandú Zahlungen schlagen fehl Größe façade " +
  "não são serviço 日本語 サービス 障害 خدمة переписка दुकान 502 5% R&D C++ C# node.js config.toml " +
  "10.5 v1.2.3 e.g. i.e. \"quoted\" 'it's' «dicho» “so” – — … • → € ^ { } [ ] ~ \\ | @all #tag $ACME " +
  "rt@ana ana@acme.example soporte@acme.es"
).split(" ");
const EMOJI = [
  "👍", "👍🏽", "👨‍👩‍👧‍👦", "👨🏿‍🚒", "🇪🇸", "🇯🇵🇫🇷", "1️⃣", "⚠️", "⚠", "❤️‍🔥", "☎", "©", "™", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "🫠", "🔧",
  "✅", "✔", "☁️", "🕐", "ℹ️", "‼️", "⏰", "🅰️", "🇦", "♀", "👩‍❤️‍💋‍👨",
];
const HOSTS = [
  "status.acme.com", "acme.es", "status.acme.example", "a.io", "foo.dev", "x.co.uk", "bücher.de",
  "sub_domain.acme.com", "-acme.com", "acme-.com", "localhost", "10.0.0.1", "xn--bcher-kva.de",
  "ACME.COM", "t.co", "acme.museum", "日本.jp", "a.b.c.d.com",
];
const TAILS = [
  "", "", "", ".", ",", "/", "/i/1", "/x_(y)", "/x).", ":8080", ":8080/p", "?a=1", "?a=1&b=%20.", "/?q",
  "/@ana", "/añb", "/日", "#top", "/#top", "!", "…", "\u2060", "@x", "-y", "/a(b(c)d)e", "/a/../b;c",
];

function texts() {
  const next = numbers(SEED);
  const below = (n) => Math.floor(next() * n);
  const one = (list) => list[below(list.length)];
  const link = () => (next() < 0.5 ? "" : one(["https://", "http://", "HTTPS://"])) + one(HOSTS) + one(TAILS);
  const made = [...TRAPS];
  while (made.length < GENERATED + TRAPS.length) {
    const kind = below(8);
    let text = "";
    if (kind < 3) {
      const many = 1 + below(40);
      for (let i = 0; i < many; i++) text += (i ? one([" ", " ", " ", "\n", "\u00a0"]) : "") + one(WORDS);
    } else if (kind < 5) {
      const many = 1 + below(8);
      for (let i = 0; i < many; i++) {
        text += one([" ", "", "(", "«", "¡", "—"]) + (next() < 0.5 ? link() : one(WORDS)) + one([" ", " ", ")", "."]);
      }
    } else if (kind < 6 && next() < 0.4) {
      // Sequences of emoji that exist and that do not.
      const pieces = "👨 👩 🧑 👧 👦 ❤ 💋 🔥 🏋 🏃 🕵 🐻 ❄ ♀ ♂ ⚕ ✈ 🚒 🏴 🏳 🌈 ☠ ☝ ✌ ☺ 👍 🇪 🇸 🇽 🇾 © ℹ 1 # 🫱".split(" ");
      const glue = ["\u200d", "\u200d", "\ufe0f", "\ufe0f\u200d", "🏽", "🏽\u200d", "", "\u20e3", "\ufe0e"];
      const many = 1 + below(8);
      for (let i = 0; i < many; i++) text += one(pieces) + one(glue);
    } else if (kind < 6) {
      const many = 1 + below(12);
      for (let i = 0; i < many; i++) text += one(["", " ", ""]) + (next() < 0.7 ? one(EMOJI) : one(WORDS));
    } else if (kind < 7) {
      // Around the ends of parts: filler of one width with dearer characters among it.
      const [short, long] = one([["a", "€"], ["a", "{"], ["á", "😀"], ["á", "👨‍👩‍👧"], ["a", "á"], ["漢", "🇪🇸"]]);
      const size = one([60, 66, 67, 68, 69, 70, 133, 134, 135, 152, 153, 158, 159, 160, 161, 305, 306, 307, 460]);
      for (let i = 0; i < size; i++) text += next() < 0.02 ? long : short;
      if (next() < 0.5) text += long;
    } else {
      const many = 1 + below(30);
      const ranges = [[0x20, 0x7f], [0xa0, 0x24f], [0x2000, 0x206f], [0x300, 0x36f], [0x400, 0x4ff], [0x1f300, 0x1faff], [0x4e00, 0x4fff]];
      for (let i = 0; i < many; i++) {
        const [from, to] = one(ranges);
        text += String.fromCodePoint(from + below(to - from));
      }
    }
    made.push(text);
  }
  return made;
}

/** What the others count. Text messages are composed (NFC) before they are sent, as X does too. */
function oracle(text) {
  const composed = text.normalize("NFC");
  const sms = new SegmentedMessage(composed);
  return {
    encoding: composed === "" ? "GSM-7" : sms.encodingName,
    segments: composed === "" ? 0 : sms.segmentsCount,
    longest: Math.max(0, ...sms.graphemes.map((seen) => seen.length)),
    seen: sms.graphemes.length,
    weighted: twitter.parseTweet(text).weightedLength,
    graphemes: new UnicodeString(text).graphemeLength,
    utf16: text.length,
    bytes: Buffer.byteLength(text),
    characters: [...text].length,
  };
}

function measured(all) {
  const input = all.map((text) => JSON.stringify(text)).join("\n") + "\n";
  const [program, ...given] = process.env.VOCERO_MEASURE
    ? [process.env.VOCERO_MEASURE]
    : ["cargo", "run", "--quiet", "--example", "measure"];
  const output = execFileSync(program, given, {
    input, cwd: path.join(__dirname, "..", ".."), maxBuffer: 1 << 30, encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  return output.trimEnd().split("\n").map((line) => JSON.parse(line));
}

function disagreements(all, ours) {
  if (all.length !== ours.length) return [{ key: "lines", text: "", ours: ours.length, theirs: all.length }];
  const found = [];
  all.forEach((text, i) => {
    const theirs = oracle(text);
    for (const key of Object.keys(theirs)) {
      // No part holds a single character of more than 67 units; the calculator says it does, and leaves
      // the part before it unfilled.
      if (key === "segments" && theirs.longest > 67 && ours[i][key] >= theirs[key] - 1) continue;
      // Its rules of what is one character are of Unicode 9: Indic conjuncts came later.
      const apart = Math.abs(ours[i][key] - theirs[key]);
      if (key === "segments" && theirs.seen !== theirs.graphemes && apart <= 1) continue;
      if (BESIDE.includes(key)) continue;
      if (ours[i][key] !== theirs[key]) found.push({ key, text, ours: ours[i][key], theirs: theirs[key] });
    }
  });
  return found;
}

function main() {
  const [argument] = process.argv.slice(2);
  if (!argument) {
    console.error("usage: check_measure.js MANIFEST | --self-test");
    process.exit(2);
  }
  const all = texts();
  if (process.argv.includes("--self-test")) {
    const honest = all.map(oracle);
    if (disagreements(all, honest).length) throw new Error("the oracle disagrees with itself");
    for (const key of Object.keys(honest[0]).filter((key) => !BESIDE.includes(key))) {
      const wrong = honest.map((counts) => ({ ...counts }));
      wrong[7][key] = key === "encoding" ? "UCS-7" : wrong[7][key] + 1;
      const caught = disagreements(all, wrong);
      if (caught.length !== 1 || caught[0].key !== key) throw new Error(`a wrong ${key} is not caught`);
    }
    console.log(`check_measure: self-test ok, ${Object.keys(honest[0]).length - BESIDE.length} corruptions caught`);
    return;
  }
  const lines = fs.readFileSync(argument, "utf8").split("\n").filter((line) => line.trim());
  const bodies = [...new Set(lines.map((line) => JSON.parse(line).body).filter((b) => typeof b === "string"))];
  all.push(...bodies);
  const found = disagreements(all, measured(all));
  console.log(
    `check_measure: ${all.length} texts (${GENERATED} generated, ${bodies.length} from the manifest), ` +
      `${found.length} disagreements`,
  );
  for (const { key, text, ours, theirs } of found.slice(0, Number(process.env.SHOW ?? 30))) {
    console.log(`  ${key}: ours ${ours}, theirs ${theirs}: ${JSON.stringify(text)}`);
  }
  if (found.length) process.exit(1);
}

main();
