import { renderToString } from "preact-render-to-string";
import { chartFigure } from "../charts/chart.js";
import { pagePalette } from "../charts/palette.js";
import { asset } from "./asset.js";
import { contentPolicy, sourceHash } from "./content-policy.js";
import { packed } from "./packed.js";
import { Body } from "./page/body.js";
import { plotlyBundle } from "./plotly-bundle.js";
import { chartsIn, type ReportModel } from "./report-model.js";
import { themeStyle, themeSwitch } from "./theme/theme-style.js";

/** What runs in the reader's browser, each on its own: the page can be read without any of it. */
const CLIENT = ["filters.js", "copy-table.js", "charts.js"];

/** The whole report as one page that needs no other file and no network. */
export function renderHtml(model: ReportModel): string {
  const style = themeStyle() + asset("page/report.css");
  const plotlyStyle = asset("page/plotly.css");
  const client = themeSwitch() + CLIENT.map((name) => asset(`page/client/${name}`)).join("");
  const plotly = plotlyBundle();
  const figures = Object.fromEntries(
    chartsIn(model).map((chart) => [chart.id, chartFigure(chart, pagePalette)]),
  );
  const policy = contentPolicy(
    [sourceHash(client), plotly.hash],
    [sourceHash(style), sourceHash(plotlyStyle)],
  );
  const page = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="interleave-machines" content={model.machines.map(({ id }) => id).join(",")} />
        <title>interleave: what essays say of concurrency, and what holds</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
        <style
          id="plotly.js-style-global"
          class="no-inline-styles"
          dangerouslySetInnerHTML={{ __html: plotlyStyle }}
        />
        <script dangerouslySetInnerHTML={{ __html: client }} />
      </head>
      <body>
        <Body model={model} />
        <script
          type="text/plain"
          id="figures"
          dangerouslySetInnerHTML={{ __html: packed(JSON.stringify(figures)) }}
        />
        <script type="text/plain" id="plotly-bundle" dangerouslySetInnerHTML={{ __html: plotly.packed }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${withoutOptionalTags(page)}\n`;
}

/** The same page without the end tags that HTML lets out; they are a thirtieth of a page of tables. */
function withoutOptionalTags(page: string): string {
  return page.replace(/<\/(?:caption|td|th|tr|thead|tbody|li|dt|dd)>/g, "");
}

/** The ids of the machines that a rendered page shows, so that the same page can be rendered again. */
export function machinesOf(html: string): string[] {
  const content = /<meta name="interleave-machines" content="([^"]*)"/.exec(html)?.[1] ?? "";
  return content === "" ? [] : content.split(",");
}
