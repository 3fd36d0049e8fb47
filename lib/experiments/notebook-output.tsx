import { render } from "preact-render-to-string";
import { type Chart, chartSvg } from "../charts/chart.js";
import { lightPalette } from "../charts/palette.js";
import { displayBundle, type MimeBundle } from "../jupyter/display.js";

/** What a cell can show. */
export type Showable = Chart | Table | Note;

/** Rows of text under their heads; figures stand to the right. */
export interface Table {
  readonly kind: "table";
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A sentence in the place of a table or a chart. */
export interface Note {
  readonly kind: "note";
  readonly sentence: string;
}

/**
 * Shows a table, a chart or a sentence as an output of the cell that runs: tables as HTML and as text, charts as
 * SVG with their description as text. Outside a kernel the text goes to the standard output.
 */
export function show(shown: Showable): void {
  displayBundle(bundleOf(shown));
}

/** The table as a terminal shows it: columns as wide as their widest entry. */
export function tableText({ head, rows }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    isNumber(text) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

export function tableHtml({ head, rows }: Table): string {
  return render(
    <table>
      <thead>
        <tr>
          {head.map((title) => (
            <th key={title} scope="col" style="text-align:left">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {row.map((text, column) => (
              <td
                key={head[column]}
                style={isNumber(text) ? "text-align:right;white-space:nowrap" : "text-align:left"}
              >
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>,
  );
}

function bundleOf(shown: Showable): MimeBundle {
  switch (shown.kind) {
    case "note":
      return { "text/plain": shown.sentence };
    case "table":
      return { "text/html": tableHtml(shown), "text/plain": tableText(shown) };
    default:
      return {
        "image/svg+xml": titled(chartSvg(shown, lightPalette), shown.title),
        "text/plain": `${shown.title}\n${shown.description}`,
      };
  }
}

const TITLE_HEIGHT = 30;

/** Its title above, and paper behind: a dark theme would otherwise shine through, and take the ink with it. */
function titled(svg: string, title: string): string {
  const { paper, ink } = lightPalette;
  const text = render(
    <text x={16} y={-10} text-anchor="start" font-weight="600" font-size="14" fill={ink}>
      {title}
    </text>,
  );
  return svg
    .replace(
      /width="(\d+)" height="(\d+)" viewBox="0 0 \d+ \d+"/,
      (_, width: string, height: string) =>
        `width="${width}" height="${Number(height) + TITLE_HEIGHT}" ` +
        `viewBox="0 ${-TITLE_HEIGHT} ${width} ${Number(height) + TITLE_HEIGHT}"`,
    )
    .replace("<svg ", `<svg style="background:${paper}" `)
    .replace(/<\/svg>\s*$/, `${text}</svg>`);
}

/** A figure with its unit, `1.5 s`, or two of them, `1.5 s to 2 s`; no sentence that begins with a number. */
function isNumber(text: string): boolean {
  return /^-?\d[\d.,]*( ?\S{1,5})?( to -?\d[\d.,]*( ?\S{1,5})?)?$/.test(text);
}
