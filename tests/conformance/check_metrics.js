// The figures as pages: the Nu HTML Checker of the W3C and html-validate must find no error in any of
// them, axe no fault of accessibility in a browser (light and dark, wide and 320 pixels), nothing may
// reach over the edge, and hostile text may run nothing and load nothing.
//
//   check_metrics.js [MANIFEST] [--self-test]
//
// Every example in several cuts, a history of three years, an empty one, and logs of hostile texts.
// needs: npm vnu-jar@26.9.27 html-validate@10.17.0 puppeteer-core@24.43.1 axe-core@4.14.1
// needs: apt default-jre-headless chromium
"use strict";
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");
const { seen } = require("./browser.js");

// No search engine asks for short titles here.
const strict = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off" } });
const CUTS = [[], ["--by", "incident"], ["--by", "severity"]];
const HOSTILE = [
  "<script>window.ran = 1</script>",
  "\"><img src=x onerror=\"window.ran = 1\">",
  "</title></style></desc></svg></table><script>window.ran = 1</script><svg onload=window.ran=1>",
  "&lt;b&gt; &amp; &#60;i&#62; ]]> --> <!-- javascript:window.ran=1",
  "W".repeat(300),
];

// Writes a log; its clock goes on by itself.
class Log {
  constructor() {
    this.at = Date.UTC(2024, 0, 3, 9);
    this.lines = ["format = 1\n"];
  }
  later(minutes) { return new Date(this.at + minutes * 60_000).toISOString().replace(".000", ""); }
  entry(incident, kind, fields) {
    const millis = this.at.toString(16).padStart(12, "0");
    const number = (this.lines.length & 0xfff).toString(16).padStart(3, "0");
    this.lines.push(`[[entry]]\nid = "${millis.slice(0, 8)}-${millis.slice(8)}-7${number}-8000-000000000000"\nat = ${this.later(0)}\n`
      + `incident = ${JSON.stringify(incident)}\nkind = "${kind}"\n${fields.join("\n")}\n`);
  }
  text() { return this.lines.join("\n"); }
}

// So many incidents, one a few days after the other, of every severity and with every fate of a promise;
// now and then planned work, a correction, a report and what customers said.
function history(count, name, said) {
  const log = new Log();
  for (let n = 0; n < count; n++) {
    const id = name(n);
    const text = JSON.stringify(said);
    const planned = n % 9 === 8;
    const first = [`title = ${text}`, `severity = "${["minor", "major", "critical"][n % 3]}"`, `impact = ${text}`, `started = ${log.later(planned ? 600 : -5 - (n % 11))}`];
    log.entry(id, "declared", [...first, ...(planned ? ['type = "maintenance"', 'state = "scheduled"'] : ['state = "investigating"', `next_update = ${log.later(30)}`])]);
    for (let word = 0; word < 1 + (n % 4) && !planned; word++) {
      log.at += (20 + ((n * 7 + word * 13) % 45)) * 60_000;
      log.entry(id, n % 13 === 5 ? "corrected" : "updated", [`action = ${text}`, ...(n % 5 ? [`next_update = ${log.later(30)}`] : [])]);
    }
    log.at += (40 + (n % 50)) * 60_000;
    if (n < count - 2) log.entry(id, "resolved", [`state = "${planned ? "completed" : "resolved"}"`, `ended = ${log.later(-3)}`, ...(n % 6 ? [] : [`follow_up = ${log.later(6000)}`])]);
    if (n % 4 === 1) {
      log.at += 3_600_000;
      log.entry(id, "heard", [`heard.from = "${n % 8 === 1 ? "customer" : "team"}"`, `heard.score = ${1 + (n % 5)}`, `heard.words = ${text}`]);
    }
    log.at += (1 + (n % 4)) * 43_200_000;
  }
  return log.text();
}

function page(vocero, file, args) {
  const env = { PATH: process.env.PATH, HOME: path.dirname(file), VOCERO_NOW: "2027-01-11T09:00:00Z" };
  return execFileSync(vocero, ["--log", file, "metrics", "--html", "-", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env, maxBuffer: 1 << 26 });
}

function documents(vocero, folder) {
  const found = [];
  const cuts = (name, file, cuts) => cuts.forEach((cut) => found.push([[name, ...cut].join(" "), page(vocero, file, cut)]));
  const written = (name, log, company) => {
    const home = fs.mkdtempSync(path.join(folder, "log-"));
    fs.writeFileSync(path.join(home, "incidents.toml"), log);
    fs.writeFileSync(path.join(home, "vocero.toml"), `company = ${JSON.stringify(company)}\nzone = "Europe/Madrid"\n`);
    return [name, path.join(home, "incidents.toml")];
  };
  for (const name of fs.readdirSync("examples")) {
    const file = path.join("examples", name, "incidents.toml");
    if (fs.existsSync(file)) cuts(name, file, CUTS);
  }
  const plain = (n) => `2024-01-03-it-fails-${n}`;
  cuts(...written("long", history(400, plain, "You cannot pay by card."), "Acme"), [...CUTS, ["--in", "2025"], ["--in", "2025-03", "--by", "incident"]]);
  cuts(...written("empty", "format = 1\n", "Acme"), [[]]);
  HOSTILE.forEach((text, i) => cuts(...written(`hostile ${i}`, history(12, (n) => `${text}${n}`, text), text.slice(0, 100)), [["--by", "incident"]]));
  return found;
}

// What the two validators say of documents, by their names.
function invalid(docs) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "figures-"));
  try {
    const found = [];
    const files = docs.map(([name, text], i) => {
      for (const result of strict.validateStringSync(text).results) {
        for (const message of result.messages) found.push([name, `html-validate: ${message.ruleId}: ${message.message}`]);
      }
      const file = path.join(folder, `${i}.html`);
      fs.writeFileSync(file, text);
      return file;
    });
    const jar = path.join(path.dirname(require.resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
    const done = spawnSync("java", ["-jar", jar, "--format", "json", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.error) throw done.error;
    for (const { url, type, message } of JSON.parse(done.stderr).messages) {
      if (type === "error") found.push([docs[parseInt(path.basename(url), 10)][0], `vnu: ${message}`]);
    }
    return found;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main() {
  const vocero = process.env.VOCERO ?? "target/release/vocero";
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "metrics-"));
  let failures;
  try {
    const docs = documents(vocero, folder);
    if (process.argv.includes("--self-test")) {
      const [name, text] = docs.find(([name]) => name === "long");
      const corruptions = [
        ["no title", (text) => text.replace(/<title>.*<\/title>/, "")],
        ["an unclosed element", (text) => text.replace("</h1>", "")],
        ["a bare ampersand", (text) => text.replace("</h1>", " &copy</h1>")],
        ["no language", (text) => text.replace(/<html lang="[^"]*"/, "<html")],
        ["a drawing without a name", (text) => text.replace(/aria-labelledby="first-word-title[^"]*"/, "").replace(/<title id="first-word[^]*?<\/desc>/, "")],
        ["a table that the keyboard does not reach", (text) => text.replaceAll(' tabindex="0"', "").replace("</style>", ".scroll { height: 60px; overflow: auto }</style>")],
        ["a text nobody can read", (text) => text.replace("</style>", "p { color: #bbb !important }</style>")],
        ["a text nobody can read in the dark", (text) => text.replace("</style>", "@media (prefers-color-scheme: dark) { p { color: #444 !important } }</style>")],
        ["a heading left out", (text) => text.replace(/<h2 /, "<h5 ").replace("</h2>", "</h5>")],
        ["words outside every landmark", (text) => text.replace("<main>", "<div>").replace("</main>", "</div>")],
        ["a script", (text) => text.replace("</main>", "<script>window.ran = 1</script></main>")],
        ["a picture from elsewhere", (text) => text.replace("</h1>", '</h1><img alt="" src="https://evil.example/x.png">')],
        ["too wide", (text) => text.replace("</main>", '<div style="width: 2000px">x</div></main>')],
      ];
      const bad = corruptions.map(([kind, change]) => [kind, change(text)]);
      const caught = new Set([...invalid(bad), ...(await seen(bad))].map(([kind]) => kind));
      failures = bad.filter(([kind, changed]) => !caught.has(kind) || changed === text).map(([kind]) => kind);
      console.log(`check_metrics: ${bad.length} corruptions of ${name}, ${failures.length} not caught`);
    } else {
      const found = [...invalid(docs), ...(await seen(docs))];
      failures = found.map(([name, said]) => `${name}: ${said}`);
      const long = docs.find(([name]) => name === "long")[1];
      if (!/\d{3} incidents/.test(long) || long.match(/<svg/g).length < 4) failures.push("the long history has no charts");
      console.log(`check_metrics: ${docs.length} pages, two validators, axe in a browser, ${failures.length} complaints`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  failures.slice(0, 40).forEach((failure) => console.log(`  ${failure.slice(0, 400)}`));
  process.exit(failures.length ? 1 : 0);
}

main();
