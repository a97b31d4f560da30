// What the checks of pages and mails share: documents in a real browser, looked at by axe-core.
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = [["light", 1000], ["dark", 320]];

// What a browser says of one document: axe, its width, and whether it runs or asks for anything.
async function look(page, name, file, rules) {
  const found = [];
  const heard = {
    dialog: (dialog) => { found.push([name, `a script ran: ${dialog.message()}`]); dialog.dismiss(); },
    pageerror: (error) => found.push([name, `a script failed: ${error.message}`]),
    request: (request) => { if (request.url() !== pathToFileURL(file).href) found.push([name, `asks for ${request.url()}`]); },
  };
  for (const [event, take] of Object.entries(heard)) page.on(event, take);
  for (const [scheme, width] of LOOKS) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(pathToFileURL(file).href);
    if (await page.evaluate("window.ran")) found.push([name, "a text ran"]);
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide > 0) found.push([name, `${wide} pixels wider than ${width}`]);
    await page.evaluate(axe);
    const { violations } = await page.evaluate((off) => globalThis.axe.run({ rules: off }), rules);
    for (const { id, impact, nodes } of violations) found.push([name, `axe (${scheme}): ${impact} ${id}: ${nodes[0].html.slice(0, 160)}`]);
  }
  for (const [event, take] of Object.entries(heard)) page.off(event, take);
  return found;
}

// What a browser says of documents, which are pairs of a name and a text. The rules `without` are left
// out, whatever else they forbid: a document's own protection is taken away, so that axe may run and
// everything that a text could do shows.
async function seen(documents, without = []) {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seen-"));
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const found = [];
  try {
    const jobs = documents.map(([name, text], i) => [name, text, path.join(folder, `${i}.html`)]);
    await Promise.all(Array.from({ length: 3 }, async () => {
      const page = await browser.newPage();
      await page.setBypassCSP(true);
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const [name, text, file] = job;
        fs.writeFileSync(file, text);
        found.push(...(await look(page, name, file, rules)));
      }
    }));
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
  return found;
}

module.exports = { seen };
