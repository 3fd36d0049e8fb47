import { describe, expect, it } from "vitest";
import type { ExecutedCell, ExecutedOutput } from "../../lib/render/notebook-page/executed-notebook.js";
import { renderNotebookPage } from "../../lib/render/notebook-page/notebook-page.js";
import { tameMarkup } from "../../lib/render/notebook-page/tame-markup.js";

const facts = { title: "A title", source: "notebooks/none.ipynb", report: "index.html" };
const prose = (source: string): ExecutedCell => ({ cell_type: "markdown", id: "prose", source });
const code = (source: string, ...outputs: ExecutedOutput[]): ExecutedCell => ({
  cell_type: "code",
  id: "code",
  source,
  execution_count: 3,
  outputs,
});
const shows = (data: Record<string, unknown>): ExecutedOutput => ({ output_type: "display_data", data });
const page = (...cells: ExecutedCell[]) => renderNotebookPage({ cells }, facts);

describe("the page of an executed notebook", () => {
  it("lists its headings, each with an anchor of its own", () => {
    const html = page(prose("# Title\n\n## One `word`\n\n### Deeper"), prose("## One word"));
    expect(html).toContain('<h2 id="one-word">');
    expect(html).toContain('<li class="level-2"><a href="#one-word">One word</a>');
    expect(html).toContain('<li class="level-3"><a href="#deeper">');
    expect(html).toContain('<h2 id="one-word-2">');
    expect(html).not.toContain('href="#title"');
  });

  it("leads from where the page stands to files of the project, and to the pages of other notebooks", () => {
    const html = page(
      prose(
        "[a](../lib/a.ts) [b](04-fib-server.ipynb#x) [c](https://example.com/) [d](#one) [e](javascript:alert(1))",
      ),
    );
    expect(html).toContain('href="../../lib/a.ts"');
    expect(html).toContain('href="04-fib-server.html#x"');
    expect(html).toContain('href="https://example.com/"');
    expect(html).toContain('href="#one"');
    expect(html).not.toContain('href="javascript:');
  });

  it("colours code, and keeps all of its text", () => {
    const html = page(code('const a: string = "<b>"; // why'));
    expect(html).toContain('<span class="keyword">const</span>');
    expect(html).toContain('<span class="string">&quot;&lt;b>&quot;</span>');
    expect(html).toContain('<span class="comment">// why</span>');
    expect(html).toContain("In 3");
  });

  it("shows charts and tables before their text, errors, and no progress that is past", () => {
    const html = page(
      code(
        "",
        shows({
          "image/svg+xml": ['<svg fill="#1f2328">', "<text>chart</text></svg>"],
          "text/plain": "in words",
        }),
        shows({ "application/vnd.interleave.progress+json": {}, "text/plain": "[####]" }),
        shows({ "application/vnd.interleave.result+json": { a: 1 }, "text/plain": "5 of 5" }),
        { output_type: "stream", name: "stdout", text: ["one\n", "two\n"] },
        {
          output_type: "error",
          ename: "Error",
          evalue: "no",
          traceback: ["\u001b[31mError: no\u001b[0m", "at line 1"],
        },
      ),
    );
    expect(html).toContain('<svg fill="var(--ink)"><text>chart</text></svg>');
    expect(html).not.toMatch(/in words|\[####\]/);
    expect(html).toContain("5 of 5");
    expect(html).toContain("one\ntwo");
    expect(html).toContain("Error: no\nat line 1");
  });

  it("cuts what prints without end", () => {
    const html = page(code("", { output_type: "stream", name: "stdout", text: "x".repeat(2_000_000) }));
    expect(html.length).toBeLessThan(100_000);
    expect(html).toContain("1980000 characters more");
  });

  it("shows HTML in prose and in text as text", () => {
    const evil = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    const html = page(
      prose(`${evil}\n\n![a picture](https://example.com/a.png)`),
      code(evil, { output_type: "stream", name: "stdout", text: evil }),
    );
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
    expect(html).toContain("a picture");
  });
});

describe("tameMarkup", () => {
  it.each([
    [
      "<table><tr><td onclick=alert(1)>a</td></tr></table>",
      "<table><tbody><tr><td>a</td></tr></tbody></table>",
    ],
    ["<p>a<script>alert(1)</script><style>*{}</style></p>", "<p>a</p>"],
    ['<a href="javascript:alert(1)">text</a>', "text"],
    ['<img src="https://example.com/">', ""],
    ["<iframe src=x>a</iframe><object data=x></object>", ""],
    ["<svg><foreignObject><p>a</p></foreignObject><use href='x'></use></svg>", "<svg></svg>"],
    ['<svg><rect fill="url(https://example.com/#a)" x="1"></rect></svg>', '<svg><rect x="1"></rect></svg>'],
    ['<svg><a xlink:href="x"><text>t</text></a></svg>', "<svg><text>t</text></svg>"],
  ])("of %s leaves %s", (markup, tame) => {
    expect(tameMarkup(markup, "p")).toBe(tame);
  });

  it("keeps numbers to the right, and names apart from those of other outputs", () => {
    expect(tameMarkup('<p id="a" style="text-align:right">1</p>', "cell-2")).toBe(
      '<p id="cell-2-a" class="number">1</p>',
    );
  });
});
