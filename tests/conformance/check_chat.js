// Discord messages, and Teams cards as the library of adaptive cards reads them.
//
//   check_chat.js [MANIFEST] [--self-test]
//
// Discord: the assertions of @discordjs/builders hold each embed; they miss the content, the sum of 6,000 and
// mentions, so these are looked at here, in UTF-16 units. Round trip: discord-markdown-parser, with all that Discord
// knows, must see nothing but text, the labels in bold and links to our own pages, and the text of every part,
// label and fact, comes back exactly, in order. canonical(text): what drives a terminal shown as `\u{1b}`.
//
// Teams: adaptivecards must read the card without a complaint and give back the same card. Host names without a scheme
// and mailboxes are not turned into links by either.
// needs: npm @discordjs/builders@1.15.0 discord-markdown-parser@1.3.1 adaptivecards@3.0.6
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { EmbedBuilder } = require("@discordjs/builders");
const { parse } = require("discord-markdown-parser");
const cards = require("adaptivecards/dist/adaptivecards.js");

const LINKS = ["https://status.acme.example", "https://status.acme.example/feedback"];
// eslint-disable-next-line no-control-regex
const DRIVING = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

function hold(condition, complaint) {
  if (!condition) throw new Error(complaint);
}

function visible(text) {
  return text.replace(DRIVING, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}

// The text that a reader sees, and what of it is bold.
function read(markdown) {
  let text = "";
  const bold = [];
  const walk = (node) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node === "string") text += node;
    else if (node.type === "text") walk(node.content);
    else if (node.type === "br" || node.type === "newline") text += "\n";
    else if (node.type === "twemoji") text += node.name;
    else if (node.type === "strong") {
      const from = text.length;
      walk(node.content);
      bold.push(text.slice(from));
    } else if (node.type === "autolink") {
      hold(LINKS.includes(node.target), `a link to ${node.target}`);
      text += node.target;
    } else throw new Error(`a fact became ${node.type}`);
  };
  walk(parse(markdown, "extended"));
  return { text, bold };
}

function discord(line, message) {
  hold(line.request === null && line.media_type === "application/json", "the request");
  const keys = ["content", "allowed_mentions", "flags", "embeds"];
  hold(Object.keys(message).every((key) => keys.includes(key)), `keys ${Object.keys(message)}`);
  hold(JSON.stringify(message.allowed_mentions) === '{"parse":[]}', "somebody could be mentioned");
  hold(message.content || message.embeds, "the message is empty");
  hold(!message.content || message.content.length <= 2000, "the content is too long");
  const parts = line.parts
    .map((part) => ({ ...part, label: visible(part.label).trim(), text: visible(part.text).trim() }))
    .filter((part) => part.text);
  if (message.content) {
    const { text, bold } = read(message.content);
    hold(text === parts[0].text && bold.join() === text, `the headline came back as ${JSON.stringify(text)}`);
    parts.shift();
  }
  hold((message.embeds ?? []).length === (parts.length ? 1 : 0), "one embed");
  if (!parts.length) return;
  const [embed] = message.embeds;
  hold(Object.keys(embed).sort().join() === "color,description,timestamp", `keys ${Object.keys(embed)}`);
  hold(embed.description.length <= 4096, "the description is too long");
  hold(new Date(embed.timestamp).toISOString().replace(".000", "") === embed.timestamp, "the moment");
  new EmbedBuilder().setDescription(embed.description).setColor(embed.color).setTimestamp(new Date(embed.timestamp)).toJSON();
  const { text, bold } = read(embed.description);
  const wanted = parts.map((part) => (part.label ? `${part.label}\n${part.text}` : part.text)).join("\n\n");
  hold(text === wanted, `the parts came back as ${JSON.stringify(text)}, not ${JSON.stringify(wanted)}`);
  const labels = parts.filter((part) => part.label).map((part) => part.label);
  hold(bold.join("\0") === labels.join("\0"), `bold is ${JSON.stringify(bold)}`);
}

function texts(node) {
  if (Array.isArray(node)) return node.flatMap(texts);
  if (!node || typeof node !== "object") return [];
  const own = ["text", "url", "title"].filter((key) => typeof node[key] === "string").map((key) => node[key]);
  return [...own, ...Object.values(node).flatMap(texts)];
}

function teams(line, message) {
  const card = message.attachments[0].content;
  const context = new cards.SerializationContext();
  const read = new cards.AdaptiveCard();
  // The library keeps where its expression for languages stopped, and so refuses every other card.
  cards.CardElement.langProperty.regEx.lastIndex = 0;
  read.parse(card, context);
  const said = [...Array(context.eventCount).keys()].map((i) => context.getEventAt(i).message);
  hold(!said.length, `adaptivecards: ${said}`);
  const results = read.validateProperties().validationEvents;
  hold(!results.length, `adaptivecards: ${results.map((event) => event.message)}`);
  const back = read.toJSON();
  hold(JSON.stringify(texts(back.body)) === JSON.stringify(texts(card.body)), "another card came back");
}

function check(line) {
  const message = JSON.parse(line.payload);
  if (line.service === "discord") discord(line, message);
  else teams(line, message);
}

function complaint(line) {
  try {
    check(line);
    return null;
  } catch (error) {
    return `${line.case} ${line.channel} ${line.service} ${line.locale}: ${String(error.message).slice(0, 300)}`;
  }
}

const inContent = (change) => (m) => m.content && { ...m, content: change(m.content) };
const inEmbed = (change) => (m) => m.embeds && { ...m, embeds: [change(m.embeds[0])] };
const inText = (change) => inEmbed((e) => ({ ...e, description: change(e.description) }));
const inCard = (change) => (m) => (change(m.attachments[0].content), m);
const CORRUPTIONS = [
  ["mentions allowed", "discord", (m) => ({ ...m, allowed_mentions: { parse: ["everyone"] } })],
  ["no rule for mentions", "discord", ({ allowed_mentions: _, ...rest }) => rest],
  ["a long content", "discord", inContent(() => "a".repeat(2001))],
  ["a mention", "discord", inContent((text) => `${text}<@123456789012345678>`)],
  ["a long description", "discord", inText(() => "a".repeat(4097))],
  ["bold", "discord", inText((text) => `**x** ${text}`)],
  ["a spoiler", "discord", inText((text) => `${text} ||x||`)],
  ["a link elsewhere", "discord", inText((text) => `${text} https://evil.example`)],
  ["a masked link", "discord", inText((text) => `${text} [x](https://evil.example)`)],
  ["a timestamp", "discord", inText((text) => `${text} <t:0:F>`)],
  ["words lost", "discord", inText((text) => text.slice(2))],
  ["a colour too many", "discord", inEmbed((embed) => ({ ...embed, color: 0x1000000 }))],
  ["no moment", "discord", inEmbed((embed) => ({ ...embed, timestamp: "today" }))],
  ["an unknown element", "teams", inCard((card) => card.body.push({ type: "Blink" }))],
  ["an unknown size", "teams", inCard((card) => card.body.push({ type: "TextBlock", text: "x", size: "Vast" }))],
  ["a button without a URL", "teams", inCard((card) => card.body.push({ type: "ActionSet", actions: [{ type: "Action.OpenUrl", title: "x" }] }))],
];

function selfTest(lines) {
  const missed = [];
  let tried = 0;
  for (const [name, service, change] of CORRUPTIONS) {
    let applied = 0;
    for (const line of lines.filter((one) => one.service === service)) {
      const changed = change(JSON.parse(line.payload));
      if (!changed) continue;
      applied += 1;
      if (!complaint({ ...line, payload: JSON.stringify(changed) })) missed.push(`${name} in ${line.case} was not caught`);
      if (applied === 25) break;
    }
    tried += applied;
    if (!applied) missed.push(`${name}: no payload to try it on`);
  }
  console.log(`check_chat.js: ${tried} corrupted payloads of ${CORRUPTIONS.length} kinds, ${missed.length} not caught`);
  return missed;
}

function main() {
  const given = process.argv.slice(2).filter((one) => one !== "--self-test");
  const manifest = given[0] ?? path.join(process.env.VOCERO_CONFORMANCE ?? ".", "payloads", "manifest.jsonl");
  const wanted = ["discord", "teams"];
  const lines = fs.readFileSync(manifest, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const ours = lines.filter((line) => wanted.includes(line.service));
  let failures;
  if (process.argv.includes("--self-test")) failures = selfTest(ours);
  else {
    failures = ours.map(complaint).filter(Boolean);
    if (!ours.length) failures.push("there is no payload to check");
    console.log(`check_chat.js: ${ours.length} payloads, ${failures.length} wrong`);
  }
  failures.slice(0, 40).forEach((failure) => console.log(`  ${failure}`));
  process.exit(failures.length ? 1 : 0);
}

main();
