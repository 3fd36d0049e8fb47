import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { asset } from "../asset.js";
import { contentPolicy, sourceHash } from "../content-policy.js";
import { themeStyle, themeSwitch } from "../theme/theme-style.js";
import type { ExecutedCell, ExecutedNotebook } from "./executed-notebook.js";
import { Highlighted } from "./highlight.js";
import { Output } from "./outputs.js";
import { type Heading, proseHtml } from "./prose.js";

/** What stands on the page beside the notebook. */
export interface PageFacts {
  readonly title: string;
  /** The notebook's file, seen from the project's folder. */
  readonly source: string;
  /** A section of the report: "index.html#document-catch-em-all". */
  readonly report: string;
}

/**
 * An executed notebook as one page that needs no other file and no network: prose, code that folds away, outputs, and
 * a list of contents. Without scripts all of it can be read; with them code folds all at once, and the theme is the
 * report's.
 */
export function renderNotebookPage(notebook: ExecutedNotebook, { title, source, report }: PageFacts): string {
  const style = themeStyle() + asset("notebook-page/notebook.css");
  const client = themeSwitch() + asset("notebook-page/notebook-client.js");
  const anchors = new Set<string>(["notebook"]);
  const cells = notebook.cells.map((cell) => cellView(cell, anchors));
  const headings = cells.flatMap((cell) => cell.headings).filter(({ level }) => level === 2 || level === 3);
  const page = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content={contentPolicy([sourceHash(client)], [sourceHash(style)])}
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title}: the executed notebook`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
        <script dangerouslySetInnerHTML={{ __html: client }} />
      </head>
      <body>
        <a class="skip" href="#notebook">
          To the notebook
        </a>
        <header>
          <p class="brand">
            <a href={`../${report}`}>interleave</a>
          </p>
          <p class="facts">
            The executed notebook, from <a href={`../../${source}`}>{source}</a>
          </p>
          <button type="button" id="fold" hidden>
            Hide code
          </button>
          <button type="button" id="theme" hidden>
            Dark
          </button>
        </header>
        <Contents headings={headings} />
        <main id="notebook">{cells.map(({ view }) => view)}</main>
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

function Contents({ headings }: { headings: readonly Heading[] }): VNode {
  return (
    <nav aria-label="Contents" class="contents">
      <details open>
        <summary>Contents</summary>
        <ol>
          {headings.map(({ level, text, anchor }) => (
            <li key={anchor} class={`level-${level}`}>
              <a href={`#${anchor}`}>{text}</a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

function cellView(cell: ExecutedCell, anchors: Set<string>): { view: VNode; headings: readonly Heading[] } {
  if (cell.cell_type === "code") return { view: <Code key={cell.id} cell={cell} />, headings: [] };
  if (cell.cell_type === "raw") return { view: <pre key={cell.id}>{cell.source}</pre>, headings: [] };
  const { html, headings } = proseHtml(cell.source, anchors);
  const view = <section key={cell.id} class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
  return { view, headings };
}

function Code({ cell }: { cell: ExecutedCell }): VNode {
  const { id, source, execution_count: count, outputs = [] } = cell;
  const lineCount = source.split("\n").length;
  return (
    <section class="cell">
      <details open class="code">
        <summary>
          <span class="count">{count == null ? "not run" : `In ${count}`}</span>
          <span class="size">{lineCount === 1 ? "1 line" : `${lineCount} lines`}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>
          <Highlighted source={source} />
        </pre>
      </details>
      {outputs.map((output, index) => (
        <Output key={`${id}-${index}`} output={output} prefix={`${id}-${index}`} />
      ))}
    </section>
  );
}
