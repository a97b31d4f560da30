// Reports as pages: the Nu HTML Checker of the W3C and html-validate must find no error in any of them,
// axe no fault of accessibility in a browser (light and dark, wide and 320 pixels), nothing may reach
// over the edge, and hostile text may run nothing.
//
//   check_summary.js [MANIFEST] [--self-test]
//
// Every example for every reader in five languages, and incidents with hostile text in every field.
// needs: npm vnu-jar@26.9.27 html-validate@10.17.0 puppeteer-core@24.43.1 axe-core@4.14.1
// needs: apt default-jre-headless chromium
"use strict";
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");
const puppeteer = require("puppeteer-core");

const READERS = ["customers", "team", "executives", "support", "regulator"];
const LOCALES = ["en", "es", "pt", "fr", "de"];
const strict = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off" } });
const HOSTILE = [
  "<script>window.ran = 1</script>",
  "\"><img src=x onerror=\"window.ran = 1\">",
  "</title></style></desc></svg><script>window.ran = 1</script><svg onload=window.ran=1>",
  "&lt;b&gt; &amp; &#60;i&#62; ]]> --> <!-- javascript:window.ran=1",
  "W".repeat(400),
];

// A log whose every text, name and note is the one given.
function log(text) {
  const t = JSON.stringify(text);
  const id = (n) => `id = "0193501e-7a3c-7d52-8f0a-00000000000${n}"`;
  const head = (n, at, kind) =>
    `\n[[entry]]\n${id(n)}\nat = 2026-11-21T${at}:00Z\nby = ${t}\nincident = "2026-11-21-it-fails"\nkind = "${kind}"\n`;
  const facts = ["impact", "scope", "workaround", "third_party", "action", "outcome", "harm", "do_now"];
  const said = facts.map((fact) => `${fact} = ${t}\n`).join("");
  const review = ["happened", "why", "learned", "contact"].map((fact) => `${fact} = ${t}\n`).join("");
  const inside = ["cause", "people", "note", "affected", "factors", "went_well", "went_badly", "lucky"];
  return [
    "format = 1\n",
    head(1, "10:04", "declared"), `title = ${t}\nstate = "investigating"\nstarted = 2026-11-21T09:58:00Z\ncomponents.${t} = "major-outage"\n`,
    said, "next_update = 2026-11-21T10:30:00Z\n", inside.map((fact) => `internal.${fact} = ${t}\n`).join(""), `internal.links = [${t}]\n`,
    head(2, "10:10", "noted"), `internal.note = ${t}\n`,
    head(3, "11:00", "resolved"), `state = "resolved"\n${said}offer = ${t}\ndecision = ${t}\nconfirmed_by = ${t}\nwaived.vague-scope = ${t}\n`,
    head(4, "12:00", "measured"), `what = ${t}\nmeasure = "m"\nowner = ${t}\ndue = 2026-12-01T10:00:00Z\nstatus = "open"\nreason = ${t}\n`,
    head(5, "13:00", "reviewed"), review,
  ].join("");
}

function page(vocero, file, reader, locale) {
  const args = ["--log", file, "summary", "--for", reader, "--locale", locale, "--format", "html"];
  return execFileSync(vocero, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, VOCERO_NOW: "2027-01-11T09:00:00Z" } });
}

function documents(vocero, folder) {
  const found = [];
  const examples = fs.readdirSync("examples").map((name) => path.join("examples", name, "incidents.toml"));
  for (const file of examples.filter((file) => fs.existsSync(file))) {
    for (const reader of READERS) {
      for (const locale of LOCALES) found.push([`${path.dirname(file)} ${reader} ${locale}`, page(vocero, file, reader, locale)]);
    }
  }
  HOSTILE.forEach((text, i) => {
    const file = path.join(folder, `hostile-${i}.toml`);
    fs.writeFileSync(file, log(text));
    for (const reader of READERS) found.push([`hostile ${i} ${reader}`, page(vocero, file, reader, "en")]);
  });
  return found;
}

// What the two validators say of documents, by their names.
function invalid(folder, docs) {
  const found = [];
  const files = docs.map(([name, text], i) => {
    for (const result of strict.validateStringSync(text).results) {
      for (const message of result.messages) found.push(`${name}: html-validate: ${message.ruleId}: ${message.message}`);
    }
    const file = path.join(folder, `${i}.html`);
    fs.writeFileSync(file, text);
    return file;
  });
  const jar = path.join(path.dirname(require.resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
  const done = spawnSync("java", ["-jar", jar, "--format", "json", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  for (const { url, type, message } of JSON.parse(done.stderr).messages) {
    if (type === "error") found.push(`${docs[parseInt(path.basename(url), 10)][0]}: vnu: ${message}`);
  }
  return found;
}

// What a browser and axe say of documents.
async function unseen(folder, docs) {
  const found = [];
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const tab = await browser.newPage();
  // The page forbids scripts; the checker is let in past that, and says so by its own name.
  await tab.setBypassCSP(true);
  for (let i = 0; i < docs.length; i++) {
    const [name, text] = docs[i];
    const file = path.join(folder, `${i}.html`);
    fs.writeFileSync(file, text);
    for (const [scheme, width] of [["light", 1000], ["dark", 320]]) {
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.goto(`file://${file}`);
      if (await tab.evaluate("window.ran")) found.push(`${name}: a text ran`);
      const wide = await tab.evaluate("document.documentElement.scrollWidth");
      if (wide > width) found.push(`${name}: ${wide} pixels wide on ${width}`);
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate("axe.run()");
      for (const { id, nodes } of violations) found.push(`${name} (${scheme}): axe: ${id}: ${nodes[0].html.slice(0, 120)}`);
    }
  }
  await browser.close();
  return found;
}

async function main() {
  const vocero = process.env.VOCERO ?? "target/release/vocero";
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "summaries-"));
  let failures;
  try {
    let docs = documents(vocero, folder);
    if (process.argv.includes("--self-test")) {
      const [name, text] = docs[0];
      const corruptions = [
        ["no title", (text) => text.replace(/<title>.*<\/title>/, "")],
        ["an unclosed element", (text) => text.replace("</h1>", "")],
        ["a bare ampersand", (text) => text.replace("</h1>", " &copy</h1>")],
        ["a drawing without a name", (text) => text.replace(/aria-labelledby="course-title[^"]*"/, "").replace(/<title id[^]*?<\/desc>/, "")],
        ["a text nobody can read", (text) => text.replace("--ink: #222", "--ink: #ddd")],
        ["a script", (text) => text.replace("</main>", "<script>window.ran = 1</script></main>")],
        ["too wide", (text) => text.replace("</main>", "<div style=\"width: 2000px\">x</div></main>")],
      ];
      docs = corruptions.map(([kind, change]) => [kind, change(text)]);
      const said = [...invalid(folder, docs), ...(await unseen(folder, docs))].join("\n");
      failures = corruptions.map(([kind]) => kind).filter((kind) => !said.includes(kind));
      console.log(`check_summary: ${docs.length} corruptions of ${name}, ${failures.length} not caught`);
    } else {
      failures = [...invalid(folder, docs), ...(await unseen(folder, docs))];
      console.log(`check_summary: ${docs.length} pages, two validators, axe in a browser, ${failures.length} complaints`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  failures.slice(0, 40).forEach((failure) => console.log(`  ${failure}`));
  process.exit(failures.length ? 1 : 0);
}

main();
