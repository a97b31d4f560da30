// The status site: the Nu HTML Checker of the W3C and html-validate find no error in any page, axe-core
// finds nothing of consequence in a browser, light and dark, nothing is wider than a small telephone, every
// link leads somewhere, and of hostile incidents nothing becomes markup, runs or asks for anything.
//
//   check_site.js [MANIFEST] [--self-test]
//
// Reads the sites that generate.py wrote beside the manifest.
// needs: npm vnu-jar@26.9.27 html-validate@10.17.0 puppeteer-core@24.43.1 axe-core@4.14.1
// needs: apt default-jre-headless chromium
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { HtmlValidate } = require("html-validate");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// No search engine asks for short titles here.
const strict = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off" } });

function filesBelow(folder, ending) {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile() && one.name.endsWith(ending)).map((one) => path.join(one.parentPath, one.name)).sort();
}

// What the two validators say of files, and vnu of the style.
function complaints(files) {
  const found = [];
  for (const file of files.filter((one) => one.endsWith(".html"))) {
    for (const result of strict.validateStringSync(fs.readFileSync(file, "utf8")).results) {
      for (const message of result.messages) found.push([file, `html-validate: ${message.ruleId}: ${message.message}`]);
    }
  }
  const jar = path.join(path.dirname(require.resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
  const done = spawnSync("java", ["-jar", jar, "--also-check-css", "--format", "json", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  for (const { url, type, message } of JSON.parse(done.stderr).messages) {
    if (type === "error") found.push([decodeURIComponent(url.replace(/^file:/, "")), `vnu: ${message}`]);
  }
  return found;
}

// Links that lead nowhere, and what does not belong to the site.
function strays(file) {
  const found = [];
  const text = fs.readFileSync(file, "utf8");
  for (const [, name, link] of text.matchAll(/\s(href|src)="([^"]*)"/g)) {
    if (/^https:\/\/status\.acme\.example(\/|$)/.test(link) && name === "href") continue;
    const [target, anchor] = link.replaceAll("&amp;", "&").split("#");
    const place = target ? path.resolve(path.dirname(file), decodeURIComponent(target)) : file;
    if (/^[a-z]+:|^\/\//i.test(link)) found.push([file, `leads out of the site: ${link}`]);
    else if (!fs.existsSync(place)) found.push([file, `leads nowhere: ${link}`]);
    else if (anchor && !fs.readFileSync(place, "utf8").includes(`id="${anchor}"`)) found.push([file, `no such place: ${link}`]);
  }
  return found;
}

// What axe finds that hurts somebody, and what is wider than a small telephone.
async function hurts(page, file, scheme) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width: 320, height: 640 });
  await page.goto(pathToFileURL(file).href);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const found = violations.map((one) => [file, `axe (${scheme}): ${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 120)}`]);
  return wide > 0 ? [...found, [file, `${wide} pixels wider than 320`]] : found;
}

// What a page does that it must not, with its own protection taken away.
async function misdeeds(page, file) {
  const found = [];
  const heard = {
    dialog: (dialog) => { found.push([file, `a script ran: ${dialog.message()}`]); dialog.dismiss(); },
    pageerror: (error) => found.push([file, `a script failed: ${error.message}`]),
    request: (request) => {
      const asked = request.url();
      if (asked !== pathToFileURL(file).href && !asked.endsWith("/style.css")) found.push([file, `asks for ${asked}`]);
    },
  };
  for (const [event, take] of Object.entries(heard)) page.on(event, take);
  await page.goto(pathToFileURL(file).href);
  found.push(...(await page.evaluate(() => {
    const odd = [];
    for (const element of document.querySelectorAll("*")) {
      if (["SCRIPT", "IMG", "IFRAME", "OBJECT", "EMBED", "STYLE", "B", "BASE", "FORM"].includes(element.tagName)) odd.push(`<${element.tagName}> out of a fact`);
      for (const { name, value } of element.attributes) {
        if (/^on|^style$/i.test(name) || /^\s*(javascript|data|vbscript):/i.test(value)) odd.push(`${name}="${value}" out of a fact`);
      }
    }
    if (document.title.includes("49") && !document.title.includes("7*7")) odd.push("a template ran in the title");
    return odd;
  })).map((said) => [file, said]));
  for (const [event, take] of Object.entries(heard)) page.off(event, take);
  return found;
}

// Looks at files in a few tabs at once, in which the pages' own protection is taken away.
async function inTabs(browser, jobs) {
  const found = [];
  await Promise.all(Array.from({ length: 3 }, async () => {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    for (let job = jobs.shift(); job; job = jobs.shift()) found.push(...(await job(page)));
    await page.close();
  }));
  return found;
}

async function selfTest(browser, sites) {
  const good = path.join(sites, "supplier-dns", "index.html");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "site-"));
  fs.cpSync(path.dirname(good), folder, { recursive: true });
  const text = fs.readFileSync(good, "utf8");
  const style = "</title><style>";
  const cases = [
    ["an unclosed element", complaints, (t) => t.replace("</h1>", "")],
    ["an unknown attribute", complaints, (t) => t.replace("<h1", '<h1 blink="1"')],
    ["a time that is none", complaints, (t) => t.replace(/datetime="[^"]*"/, 'datetime="soon"')],
    ["a link to nothing", (files) => files.flatMap(strays), (t) => t.replace('href="style.css"', 'href="gone.css"')],
    ["an asset from elsewhere", (files) => files.flatMap(strays), (t) => t.replace('href="style.css"', 'href="https://cdn.example/x.css"')],
    ["a place that is not there", (files) => files.flatMap(strays), (t) => t.replace('href="index.html"', 'href="index.html#gone"')],
    ["no language", "axe", (t) => t.replace(/<html lang="[^"]*"/, "<html")],
    ["pale words", "axe", (t) => t.replace("</title>", `${style}p { color: #999 !important }</style>`)],
    ["a heading left out", "axe", (t) => t.replace("<h2 ", "<h5 ").replace("</h2>", "</h5>")],
    ["words outside every landmark", "axe", (t) => t.replace("<main>", "<div>").replace("</main>", "</div>")],
    ["a table that is too wide", "axe", (t) => t.replace("</title>", `${style}table { width: 900px !important }</style>`)],
    ["a script", "misdeeds", (t) => t.replace("</h1>", "</h1><script>alert(1)</script>")],
    ["an event", "misdeeds", (t) => t.replace("<h1", '<h1 onclick="alert(1)"')],
    ["a picture from elsewhere", "misdeeds", (t) => t.replace("</h1>", '</h1><img alt="" src="https://evil.example/x.png">')],
  ];
  const missed = [];
  for (const [name, look, change] of cases) {
    const file = path.join(folder, "bad.html");
    const bad = change(text);
    if (bad === text) missed.push(`${name} changes nothing`);
    fs.writeFileSync(file, bad);
    const looks = { axe: (page) => hurts(page, file, "light"), misdeeds: (page) => misdeeds(page, file) };
    const found = looks[look] ? await inTabs(browser, [looks[look]]) : look([file]);
    if (!found.length) missed.push(name);
  }
  fs.rmSync(folder, { recursive: true });
  console.log(`check_site: ${cases.length} corruptions, ${missed.length} not caught`);
  return missed;
}

async function main() {
  const given = process.argv.slice(2).filter((one) => one !== "--self-test");
  const manifest = given[0] ?? path.join(process.env.VOCERO_CONFORMANCE ?? ".", "payloads", "manifest.jsonl");
  const sites = path.join(path.dirname(manifest), "sites");
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  let failures;
  try {
    if (process.argv.includes("--self-test")) failures = await selfTest(browser, sites);
    else {
      const pages = filesBelow(sites, ".html");
      const hostile = pages.filter((file) => file.includes(`${path.sep}hostile${path.sep}`));
      const ours = pages.filter((file) => !hostile.includes(file));
      const found = complaints([...pages, ...filesBelow(sites, "style.css")]);
      found.push(...pages.flatMap(strays));
      // The pages of all languages are alike but for their words, and German has the longest.
      const looked = ours.filter((file) => !/[/\\](pt|fr)[/\\]/.test(file));
      const light = looked.map((file) => (page) => hurts(page, file, "light"));
      const dark = looked.filter((file) => !/[/\\](es|de)[/\\]/.test(file)).map((file) => (page) => hurts(page, file, "dark"));
      const odd = hostile.map((file) => (page) => misdeeds(page, file));
      found.push(...(await inTabs(browser, [...light, ...dark, ...odd])));
      failures = found.map(([file, said]) => `${path.relative(sites, file)}: ${said}`);
      if (ours.length < 100 || hostile.length < 100) failures.push(`there are but ${ours.length} pages of examples and ${hostile.length} hostile ones`);
      console.log(`check_site: ${ours.length} pages of examples, ${hostile.length} hostile ones, ${failures.length} complaints`);
    }
  } finally {
    await browser.close();
  }
  for (const failure of failures.slice(0, 40)) console.log(`  ${failure.slice(0, 400)}`);
  process.exit(failures.length ? 1 : 0);
}

main();
