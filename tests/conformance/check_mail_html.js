// The HTML of e-mails: the Nu HTML Checker of the W3C and html-validate must find no error in any of it,
// axe no fault of accessibility in a browser (light and dark, wide and 320 pixels), nothing may reach over
// the edge, and nothing may run or be loaded.
//
//   check_mail_html.js [MANIFEST] [--self-test]
//
// All different documents of the examples in five languages, and the first 400 of hostile incidents; in
// the browser the examples, every feared text by itself and the first 100 of hostile incidents.
// needs: npm vnu-jar@26.9.27 html-validate@10.17.0 puppeteer-core@24.43.1 axe-core@4.14.1
// needs: apt default-jre-headless chromium
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");
const { seen } = require("./browser.js");

// Many clients keep only the styles of elements, Outlook alone reads conditional comments, and no search engine a title.
const RULES = { extends: ["html-validate:recommended"], rules: { "no-inline-style": "off", "no-conditional-comment": "off", "long-title": "off" } };
const strict = new HtmlValidate(RULES);
const MOST = 400;
const SEEN = 100;
const LOCALES = ["en", "es", "pt", "fr", "de"];

// A mail stands inside the page of a mail program, which has landmarks of its own.
const NO_PAGE = ["region", "landmark-one-main"];

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

async function selfTest(documents) {
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
  const harmful = [
    ["no language", (text) => text.replace(/<html lang="[^"]*"/, "<html")],
    ["pale words", (text) => text.replaceAll("color: #16181c", "color: #bbbbbb")],
    ["pale words in the dark", (text) => text.replace("h1, p { color: #eceef1", "h1, p { color: #444444")],
    ["a link that only its colour tells", (text) => text.replace("</p>", ' <a href="https://a.example" style="color: #16181c; text-decoration: none">x</a></p>')],
    ["a heading left out", (text) => text.replace("</h1>", "</h1><h4>x</h4>")],
    ["no zoom", (text) => text.replace("initial-scale=1", "initial-scale=1, user-scalable=no")],
    ["a picture without words", (text) => text.replace("</h1>", '</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')],
    ["a picture from elsewhere", (text) => text.replace("</h1>", '</h1><img alt="" src="https://evil.example/x.png">')],
    ["a script", (text) => text.replace("</h1>", "</h1><script>window.ran = 1</script>")],
    ["too wide", (text) => text.replace("</h1>", '</h1><div style="width: 1200px">x</div>')],
  ];
  const unchanged = [...corruptions, ...harmful].filter(([, change]) => change(text) === text);
  const bad = (kinds) => kinds.map(([kind, change]) => [kind, change(text)]);
  const found = [...complaints(bad(corruptions)), ...(await seen(bad(harmful), NO_PAGE))];
  const caught = new Set(found.map(([kind]) => kind));
  const missed = [...corruptions, ...harmful].map(([kind]) => kind).filter((kind) => !caught.has(kind));
  console.log(`check_mail_html: ${corruptions.length + harmful.length} corruptions of ${name}, ${missed.length} not caught`);
  return [...missed, ...unchanged.map(([kind]) => `${kind} changes nothing`)];
}

// Those that are looked at in a browser: a language or a text that is missing is missed.
function looked(documents) {
  const odd = documents.filter(([name]) => name.startsWith("hostile")).slice(0, SEEN);
  const rest = documents.filter(([name]) => !name.startsWith("hostile") && (!name.startsWith("single") || name.includes(" email ")));
  const missing = LOCALES.filter((locale) => !rest.some(([name]) => !name.startsWith("single") && name.endsWith(` email ${locale}`)));
  if (missing.length || odd.length < SEEN / 2) throw new Error(`no mail of the examples in ${missing}, and ${odd.length} hostile ones`);
  return [...rest, ...odd];
}

async function main() {
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
  if (process.argv.includes("--self-test")) failures = await selfTest(documents);
  else {
    const inBrowser = looked(documents);
    // One letter with a hundred marks on it is as wide as they are, and holds no place to break it.
    const broad = ([name, said]) => name.startsWith("hostile") && said.includes("pixels wider");
    const shown = (await seen(inBrowser, NO_PAGE)).filter((one) => !broad(one));
    const found = [...complaints(documents), ...shown];
    failures = found.map(([name, said]) => `${name}: ${said}`);
    console.log(`check_mail_html: ${documents.length} documents, two validators, ${inBrowser.length} in a browser with axe, ${failures.length} complaints`);
  }
  failures.slice(0, 40).forEach((failure) => console.log(`  ${failure}`));
  process.exit(failures.length ? 1 : 0);
}

main();
