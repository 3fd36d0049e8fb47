import { describe, expect, it } from "vitest";
import type { VariantId } from "../../../lib/catalogue/entry.js";
import { columnHead } from "../../../lib/render/page/column-head.js";

const cell = (id: VariantId, metric: string, unit: "ms" | "bytes" = "ms") => ({
  id,
  figures: [{ path: `at/samples/${id.replace("/", "~1")}/${metric}//median`, value: 1, unit }],
});

describe("columnHead", () => {
  it("puts a star for the variant of each row", () => {
    const cells = [
      cell("ts/a", "workMs"),
      { id: "go/c" as VariantId, figures: [undefined] },
      cell("go/b", "workMs"),
    ];
    expect(columnHead(cells)).toEqual({ paths: ["at/samples/*/workMs//median"], unit: "ms" });
  });

  it.each([
    ["a path differs", [cell("ts/a", "workMs"), cell("go/b", "wholeMs")]],
    ["a unit differs", [cell("ts/a", "workMs"), cell("go/b", "workMs", "bytes")]],
    ["a path has a space", [cell("ts/a", "counters.a b")]],
    ["a path has a star of its own", [cell("ts/a", "counters.a*b")]],
    ["there is no figure", [{ id: "ts/a" as VariantId, figures: [] }]],
  ])("leaves the cells their own paths where %s", (_, cells) => {
    expect(columnHead(cells)).toBeUndefined();
  });
});
