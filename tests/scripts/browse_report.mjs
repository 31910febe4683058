// Opens HTML reports in headless Chromium: no console message, no request but the file itself, no violation by axe-core
// in light and dark, at 1280 px and on a phone, folded and unfolded, and no sideways scrolling of the page.
//
//   node browse_report.mjs FILE… [--shots DIR]     exit 0, 1 with what is wrong, 77 if Chromium or a package is missing
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.env.MODELAUDIT_VALIDATORS ?? path.join(here, "validators");
const args = process.argv.slice(2);
const at = args.indexOf("--shots");
const shots = at < 0 ? null : args.splice(at, 2)[1];

let puppeteer, axe;
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => fs.existsSync(p));
try {
  const require = createRequire(path.join(folder, "package.json"));
  puppeteer = await import(pathToFileURL(require.resolve("puppeteer-core")));
  puppeteer = puppeteer.default ?? puppeteer;
  axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch (error) {
  console.log(`skipped: ${error.message.split("\n")[0]}`);
  process.exit(77);
}
if (!chromium) {
  console.log("skipped: no Chromium");
  process.exit(77);
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"],
});
let wrong = 0;
const complain = (file, text) => {
  ++wrong;
  console.log(`WRONG ${path.basename(file)}: ${text}`);
};
for (const file of args) {
  for (const scheme of ["light", "dark"]) {
    for (const [device, width, height] of [["desk", 1280, 900], ["phone", 390, 844]]) {
      const page = await browser.newPage();
      const url = pathToFileURL(path.resolve(file)).href;
      page.on("console", (m) => complain(file, `console: ${m.text()}`));
      page.on("pageerror", (e) => complain(file, `error: ${e.message}`));
      page.on("request", (r) => r.url() !== url && complain(file, `request: ${r.url()}`));
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(url, { waitUntil: "load" });
      const styled = await page.evaluate(() => getComputedStyle(document.querySelector(".verdict")).borderLeftWidth);
      if (styled === "0px") complain(file, "the style sheet is blocked");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) complain(file, `${device}: ${overflow} px to scroll sideways`);
      if (shots) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const shot = path.join(shots, `${path.basename(file)}-${scheme}-${device}.png`);
        await page.screenshot({ path: shot, fullPage: height < 16000 });
      }
      for (const open of [false, true]) {
        if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run(document));
        for (const v of result.violations) {
          complain(file, `axe ${scheme} ${device}${open ? " unfolded" : ""}: ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
        }
        if (result.passes.length < 10) complain(file, `axe looked at nothing (${result.passes.length} passes)`);
      }
      if (scheme === "light" && device === "desk") {
        await page.emulateMediaType("print");
        const pdf = await page.pdf({ format: "A4", printBackground: true });
        if (pdf.length < 1000) complain(file, "an empty print");
        if (shots) fs.writeFileSync(path.join(shots, `${path.basename(file)}.pdf`), pdf);
      }
      await page.close();
    }
  }
}
await browser.close();
console.log(wrong === 0 ? `fine: ${args.length} files` : `${wrong} complaints`);
process.exit(wrong === 0 ? 0 : 1);
