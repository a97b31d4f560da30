// The HTML of e-mails: the Nu HTML Checker of the W3C and html-validate must find no error in any of it.
//
//   check_mail_html.js [MANIFEST] [--self-test]
//
// All different documents of the examples, and the first 400 of hostile incidents.
// needs: npm vnu-jar@26.9.27 html-validate@10.17.0
// needs: apt default-jre-headless
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");

// Many clients keep only the styles of elements, Outlook alone reads conditional comments, and no search engine a title.
const RULES = { extends: ["html-validate:recommended"], rules: { "no-inline-style": "off", "no-conditional-comment": "off", "long-title": "off" } };
const strict = new HtmlValidate(RULES);
const MOST = 400;

// The HTML part, by a decoder of its own: quoted-printable, and the second part between the boundaries.
function html(mail) {
  const boundary = /boundary="([^"]+)"/.exec(mail)[1];
  const body = mail.split(`--${boundary}`)[2].split("\r\n\r\n").slice(1).join("\r\n\r\n");
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

// What the two validators say of documents, by their names.
function complaints(documents) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mails-"));
  try {
    const found = [];
    documents.forEach(([name, text], i) => {
      fs.writeFileSync(path.join(folder, `${i}.html`), text);
      for (const result of strict.validateStringSync(text).results) {
        for (const message of result.messages) found.push([name, `html-validate: ${message.ruleId}: ${message.message}`]);
      }
    });
    const files = documents.map((_, i) => path.join(folder, `${i}.html`));
    const jar = path.join(path.dirname(require.resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
    const done = spawnSync("java", ["-jar", jar, "--format", "json", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.error) throw done.error;
    const { messages } = JSON.parse(done.stderr);
    for (const { url, type, message } of messages) {
      if (type === "error") found.push([documents[parseInt(path.basename(url), 10)][0], `vnu: ${message}`]);
    }
    return found;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function selfTest(documents) {
  const corruptions = [
    ["no title", (text) => text.replace(/<title>.*<\/title>/, "")],
    ["an unclosed element", (text) => text.replace("</h1>", "")],
    ["an unknown attribute", (text) => text.replace("<h1", '<h1 blink="1"')],
    ["a bare ampersand", (text) => text.replace("</h1>", " &copy</h1>")],
    ["a block inside a paragraph", (text) => text.replace("<p ", "<p><div></div></p><p ")],
    ["no DOCTYPE", (text) => text.replace("<!DOCTYPE html>", "")],
    ["a broken style", (text) => text.replace("margin: 0 0 16px", "margin: 0 0 16pixels")],
    ["a language that is none", (text) => text.replace(/lang="[^"]*"/, 'lang="not a language"')],
  ];
  const [name, text] = documents.find(([, one]) => one.includes("<h1"));
  const bad = corruptions.map(([kind, change]) => [kind, change(text)]);
  const caught = new Set(complaints(bad).map(([kind]) => kind));
  const missed = corruptions.map(([kind]) => kind).filter((kind) => !caught.has(kind));
  console.log(`check_mail_html: ${bad.length} corruptions of ${name}, ${missed.length} not caught`);
  return missed;
}

function main() {
  const given = process.argv.slice(2).filter((one) => one !== "--self-test");
  const manifest = given[0] ?? path.join(process.env.VOCERO_CONFORMANCE ?? ".", "payloads", "manifest.jsonl");
  const lines = fs.readFileSync(manifest, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const documents = [];
  const known = new Set();
  let hostile = 0;
  for (const line of lines.filter((one) => one.service === "mail")) {
    const text = html(line.payload);
    if (known.has(text) || (line.case.startsWith("hostile") && ++hostile > MOST)) continue;
    known.add(text);
    documents.push([`${line.case} ${line.channel} ${line.locale}`, text]);
  }
  let failures;
  if (process.argv.includes("--self-test")) failures = selfTest(documents);
  else {
    failures = complaints(documents).map(([name, said]) => `${name}: ${said}`);
    if (!documents.length) failures.push("there is no mail to check");
    console.log(`check_mail_html: ${documents.length} documents, two validators, ${failures.length} complaints`);
  }
  failures.slice(0, 40).forEach((failure) => console.log(`  ${failure}`));
  process.exit(failures.length ? 1 : 0);
}

main();
