import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { chartSvg } from "../../lib/charts/chart.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { renderNotebookPage } from "../../lib/render/notebook-page/notebook-page.js";
import { chromiumFile, launchChromium, withoutChromium } from "../support/chromium.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const chart = chartSvg(
  {
    kind: "waterfall",
    id: "one",
    title: "One run",
    description: "Two tasks.",
    lanes: [
      {
        name: "serial",
        language: "typescript",
        tasks: [
          [0, 5],
          [5, 9],
        ],
      },
    ],
  },
  lightPalette,
);

describe.skipIf(chromiumFile === undefined)(`a notebook's page in Chromium ${withoutChromium}`, () => {
  it("asks nothing of a network, breaks none of its own rules, folds its code, and follows the theme", async () => {
    const file = path.join(await temporaryFolder(), "page.html");
    await writeFile(
      file,
      renderNotebookPage(
        {
          cells: [
            { cell_type: "markdown", id: "a", source: "# Title\n\n## Section\n\nProse." },
            {
              cell_type: "code",
              id: "b",
              source: `const long = "${"word ".repeat(40)}";`,
              outputs: [
                {
                  output_type: "display_data",
                  data: { "image/svg+xml": `${chart.replace("<svg ", '<svg style="background:red" ')}` },
                },
                {
                  output_type: "display_data",
                  data: {
                    "text/html":
                      '<table><tr><td style="text-align:right">1</td></tr></table><script>document.title = "run"</script>',
                  },
                },
              ],
            },
          ],
        },
        { title: "A page", source: "notebooks/a.ipynb", report: "index.html" },
      ),
    );
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: "dark" });
      const complaints: string[] = [];
      const url = pathToFileURL(file).href;
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => request.url() !== url && complaints.push(request.url()));
      await page.goto(url);

      expect(await page.title()).toBe("A page: the executed notebook");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await page.locator(".chart svg").count()).toBe(1);
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const dark = await paper();
      await page.click("#theme");
      expect(await paper()).not.toBe(dark);

      expect(await page.locator(".code pre").isVisible()).toBe(true);
      await page.click("#fold");
      expect(await page.locator(".code pre").isVisible()).toBe(false);
      expect(await page.textContent("#fold")).toBe("Show code");
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
