import { describe, expect, it } from "vitest";
import { tableHtml, tableText } from "../../lib/experiments/notebook-output.js";

const table = {
  kind: "table",
  head: ["variant", "median"],
  rows: [
    ["gather", "12 ms"],
    ["await in the loop", "1.5 s"],
  ],
} as const;

describe("a table in a notebook", () => {
  it("reads in a terminal, numbers to the right", () => {
    expect(tableText(table)).toBe(
      ["variant            median", "gather              12 ms", "await in the loop   1.5 s"].join("\n"),
    );
  });

  it("escapes what it shows in HTML", () => {
    const html = tableHtml({ kind: "table", head: ["<i>"], rows: [["<script>alert(1)</script>"]] });
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script>");
  });
});
