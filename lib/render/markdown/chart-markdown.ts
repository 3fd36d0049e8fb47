import type { Chart } from "../../charts/chart.js";
import { chartTable } from "../chart-table.js";
import { escapeMarkdown, table } from "./markdown-text.js";

/** A chart as a picture, and as a table folded up below it. */
export function chartMarkdown(chart: Chart): string[] {
  return [picture(chart), chartDetails(chart)];
}

/** Both themes' drawings are files, since a repository host shows no drawing that stands in the text. */
function picture({ id, title, description }: Chart): string {
  const alt = `${title}. ${description}`.replace(/[&<>"[\]`]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return [
    "<picture>",
    `<source media="(prefers-color-scheme: dark)" srcset="figures/${id}-dark.svg">`,
    `<img alt="${alt}" src="figures/${id}-light.svg">`,
    "</picture>",
  ].join("");
}

function chartDetails(chart: Chart): string {
  const { head, rows } = chartTable(chart);
  const body = table(
    head.map(escapeMarkdown),
    rows.map((row) => row.map(escapeMarkdown)),
  );
  return `<details><summary>This chart as a table</summary>\n\n${body}\n\n</details>`;
}
