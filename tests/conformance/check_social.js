#!/usr/bin/env node
// needs: npm sms-segments-calculator@1.3.0 twitter-text@3.1.0 @atproto/api@0.19.19
//
// Text messages and posts: X (twitter-text), Mastodon, Bluesky (the AT protocol's own lexicons),
// LinkedIn, and Twilio's segment calculator for text messages.
//
//   check_social.js MANIFEST | --self-test
//
// canonical(text): the word joiners that keep a mention from being one (and U+FEFF, which stands for one)
// are taken away, line ends and runs of white space are single spaces. The text that comes back from a
// payload must be the body, and must hold every part, in order.
"use strict";
const fs = require("node:fs");
const { SegmentedMessage } = require("sms-segments-calculator");
const twitter = require("twitter-text").default ?? require("twitter-text");
const { AppBskyFeedPost, RichText, UnicodeString } = require("@atproto/api");

const canonical = (text) => text.replace(/[\u2060\ufeff]/g, "").replace(/\s+/g, " ").trim();

/** The text of a LinkedIn commentary; an unescaped reserved character would cut the post off. */
function little(commentary) {
  let text = "";
  for (let i = 0; i < commentary.length; i++) {
    const c = commentary[i];
    if (c === "\\") text += commentary[++i] ?? "";
    else if ("|{}@[]()<>#*_~".includes(c)) throw new Error(`unescaped ${c} in the commentary`);
    else text += c;
  }
  return text;
}

const keys = (object, ...expected) => {
  const found = Object.keys(object).sort().join();
  if (found !== expected.sort().join()) throw new Error(`keys ${found}`);
};

// Mastodon's own pattern of a mention and of a hashtag, as its documentation words them: not after a
// letter, a digit, `_`, `=`, `/` (or `)` for a hashtag, which we do not rely on).
const MASTODON_MENTION = /(?<![=/\p{L}\p{N}_])@[a-z0-9_]+/iu;
const MASTODON_TAG = /(?<![=/)\p{L}\p{N}_])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/u;

const SERVICES = {
  sms(line) {
    const text = line.payload;
    const composed = text.normalize("NFC");
    const sms = new SegmentedMessage(composed);
    if (sms.segmentsCount > 10) throw new Error(`${sms.segmentsCount} segments`);
    const remark = line.remarks[0] ?? "";
    const segments = sms.segmentsCount === 1 ? "1 segment" : `${sms.segmentsCount} segments`;
    if (!remark.startsWith(`${sms.encodingName}, `)) throw new Error(`remark ${remark}`);
    const longest = Math.max(0, ...sms.graphemes.map((seen) => seen.length));
    // The calculator tears Indic conjuncts and puts characters of more than 67 units into one part.
    const alike = new UnicodeString(composed).graphemeLength === sms.graphemes.length;
    if (alike && longest <= 67 && !remark.split(";")[0].endsWith(`: ${segments}`)) throw new Error(`not ${segments}: ${remark}`);
    const forcing = [...composed].filter((c) => new SegmentedMessage(c).encodingName === "UCS-2");
    for (const c of [...new Set(forcing)].slice(0, 8)) {
      const shown = `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
      if (!remark.includes(c) && !remark.includes(shown)) throw new Error(`${shown} is not named`);
    }
    return text;
  },
  x(line) {
    const body = JSON.parse(line.payload);
    keys(body, "text");
    const parsed = twitter.parseTweet(body.text);
    if (!parsed.valid) throw new Error(`not valid, weighs ${parsed.weightedLength}`);
    const entities = twitter.extractEntitiesWithIndices(body.text).filter((entity) => !entity.url);
    if (entities.length) throw new Error(`entities ${JSON.stringify(entities)}`);
    return body.text;
  },
  mastodon(line) {
    const body = JSON.parse(line.payload);
    keys(body, "status", "language", "visibility");
    if (!/^[a-z]{2}$/.test(body.language)) throw new Error(`language ${body.language}`);
    if (!line.locale.startsWith(body.language)) throw new Error(`language ${body.language}`);
    if (!["public", "unlisted"].includes(body.visibility)) throw new Error(body.visibility);
    if (!line.remarks.some((r) => r.includes(`Idempotency-Key: ${line.entry}-`))) throw new Error("no key");
    let counted = body.status;
    for (const { url } of twitter.extractUrlsWithIndices(counted, { extractUrlsWithoutProtocol: false })) {
      counted = counted.replace(url, () => "x".repeat(23));
    }
    const length = new UnicodeString(counted).graphemeLength;
    if (length > 500) throw new Error(`${length} characters`);
    for (const pattern of [MASTODON_MENTION, MASTODON_TAG]) {
      const found = body.status.match(pattern);
      if (found) throw new Error(`${found[0]} would notify or link`);
    }
    return body.status;
  },
  bluesky(line) {
    const record = JSON.parse(line.payload);
    const result = AppBskyFeedPost.validateRecord(record);
    if (!result.success) throw result.error;
    if (record.langs[0] !== line.locale) throw new Error(`langs ${record.langs}`);
    const bytes = Buffer.from(record.text);
    for (const segment of new RichText({ text: record.text, facets: record.facets }).segments()) {
      if (segment.isMention() || segment.isTag()) throw new Error("a mention or a tag");
      if (!segment.isLink()) continue;
      const place = segment.link.uri.replace(/^https?:\/\//, "").replace(/\/$/, "");
      if (!segment.text.includes(place)) throw new Error(`${segment.text} leads to ${segment.link.uri}`);
    }
    for (const { index } of record.facets ?? []) {
      const linked = bytes.subarray(index.byteStart, index.byteEnd).toString();
      if (!linked.trim() || linked !== linked.trim()) throw new Error(`a link on ${JSON.stringify(linked)}`);
    }
    return record.text;
  },
  linkedin(line) {
    const post = JSON.parse(line.payload);
    keys(post, "author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor");
    keys(post.distribution, "feedDistribution", "targetEntities", "thirdPartyDistributionChannels");
    if (!/^urn:li:organization:/.test(post.author)) throw new Error(post.author);
    if (post.commentary.length > 3000) throw new Error(`${post.commentary.length} characters`);
    return little(post.commentary);
  },
};

function check(line) {
  const text = canonical(SERVICES[line.service](line));
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(line.payload)) {
    throw new Error("a control character");
  }
  if (text !== canonical(line.body)) throw new Error(`not the body: ${text}`);
  let place = 0;
  // A text message has plain signs where its parts have those of the language; × is x there.
  const letters = (said) => said.normalize("NFKD").replace(/[^\p{L}\p{N}]|x/gu, "");
  const plain = (said) => (line.service === "sms" ? letters(said) : said);
  for (const part of line.parts) {
    const found = plain(text).indexOf(plain(canonical(part.text)), place);
    if (found < 0) throw new Error(`${part.name} is missing`);
    place = found + plain(canonical(part.text)).length;
  }
}

/** Each corruption, and the service whose check must catch it. */
const CORRUPTIONS = [
  ["sms", (l) => ({ ...l, payload: `${l.payload} x` })],
  ["sms", (l) => ({ ...l, payload: `${l.payload}\u0007` })],
  ["sms", (l) => ({ ...l, remarks: ["GSM-7, 9 septets: 9 segments"] })],
  ["x", (l) => edit(l, "text", (t) => `${t} @everyone`)],
  ["x", (l) => edit(l, "text", (t) => `${t} #down`)],
  ["x", (l) => edit(l, "text", (t) => `${t} ${"x".repeat(300)}`)],
  ["x", (l) => edit(l, "text", (t) => t.slice(1))],
  ["mastodon", (l) => edit(l, "status", (t) => `${t} @all`)],
  ["mastodon", (l) => edit(l, "status", (t) => `${t} #down`)],
  ["mastodon", (l) => edit(l, "visibility", () => "everybody")],
  ["mastodon", (l) => edit(l, "status", (t) => t + "x".repeat(501))],
  ["bluesky", (l) => edit(l, "text", (t) => t + "x".repeat(301))],
  ["bluesky", (l) => edit(l, "createdAt", () => "yesterday")],
  ["bluesky", (l) => edit(l, "facets", (f) => [{ ...f[0], index: { byteStart: 0, byteEnd: 6 } }])],
  ["bluesky", (l) => edit(l, "facets", (f) => [{ ...f[0], features: [{ $type: "app.bsky.richtext.facet#tag", tag: "x" }] }])],
  ["linkedin", (l) => edit(l, "commentary", (t) => t.replace("\\", ""))],
  ["linkedin", (l) => edit(l, "commentary", (t) => t + "x".repeat(3001))],
  ["linkedin", (l) => edit(l, "author", () => "Acme")],
];

function edit(line, key, change) {
  const body = JSON.parse(line.payload);
  return { ...line, payload: JSON.stringify({ ...body, [key]: change(body[key]) }) };
}

function selfTest() {
  const text = "Acme: card payments fail (some). status.acme.example";
  const entry = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e01";
  const place = Buffer.byteLength(text) - "status.acme.example".length;
  const payloads = {
    sms: text,
    x: JSON.stringify({ text }),
    mastodon: JSON.stringify({ status: text, language: "en", visibility: "public" }),
    bluesky: JSON.stringify({
      $type: "app.bsky.feed.post", text, langs: ["en"], createdAt: "2026-11-21T10:04:00.000Z",
      facets: [{
        index: { byteStart: place, byteEnd: Buffer.byteLength(text) },
        features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://status.acme.example/" }],
      }],
    }),
    linkedin: JSON.stringify({
      author: "urn:li:organization:1", commentary: text.replace(/[()_]/g, "\\$&"), visibility: "PUBLIC",
      distribution: { feedDistribution: "MAIN_FEED", targetEntities: [], thirdPartyDistributionChannels: [] },
      lifecycleState: "PUBLISHED", isReshareDisabledByAuthor: false,
    }),
  };
  const lineOf = (service) => ({
    service, entry, locale: "en", body: text, parts: [{ name: "turn", label: "", text: "card payments fail (some)." }],
    payload: payloads[service], remarks: [`GSM-7, 52 septets: 1 segment`, `Idempotency-Key: ${entry}-en`],
  });
  for (const service of Object.keys(SERVICES)) check(lineOf(service));
  for (const [i, [service, corrupt]] of CORRUPTIONS.entries()) {
    let caught = false;
    try {
      check(corrupt(lineOf(service)));
    } catch {
      caught = true;
    }
    if (!caught) {
      console.error(`check_social: corruption ${i} of ${service} is not caught`);
      process.exit(1);
    }
  }
  console.log(`check_social: self-test ok, ${CORRUPTIONS.length} corruptions caught`);
}

function main() {
  const [argument] = process.argv.slice(2);
  if (!argument) {
    console.error("usage: check_social.js MANIFEST | --self-test");
    process.exit(2);
  }
  if (process.argv.includes("--self-test")) return selfTest();
  const counts = Object.fromEntries(Object.keys(SERVICES).map((service) => [service, 0]));
  const failures = [];
  for (const text of fs.readFileSync(argument, "utf8").split("\n")) {
    if (!text.trim()) continue;
    const line = JSON.parse(text);
    if (!(line.service in SERVICES) || line.error) continue;
    counts[line.service] += 1;
    try {
      check(line);
    } catch (error) {
      failures.push(`${line.case} ${line.channel} ${line.service} ${line.locale}: ${error.message}`);
    }
  }
  const told = Object.entries(counts).map(([service, count]) => `${count} ${service}`).join(", ");
  console.log(`check_social: ${told}, ${failures.length} failures`);
  for (const failure of failures.slice(0, 40)) console.log(`  ${failure}`);
  if (failures.length || Object.values(counts).some((count) => count === 0)) process.exit(1);
}

main();
