import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import {
  formatNotebook,
  parseNotebook,
  readNotebook,
  requireOurKernel,
  writeNotebook,
} from "../../lib/jupyter/notebook-file.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("readNotebook", () => {
  it("joins the lines of a source, and writes the file back byte for byte", async () => {
    const file = fixtureNotebook("throw");
    const notebook = await readNotebook(file);
    expect(notebook.cells[2]!.source).toBe(
      "const first = check({ id: 1 });\n\nconst third = check({ id: 3 });",
    );
    expect(formatNotebook(notebook)).toBe(await readFile(file, "utf8"));
  });

  it.each([
    ["not-json", /to be a notebook, got text that is not JSON/],
    ["not-a-notebook", /`cells` and `metadata`, got `\{\}` \(object\)/],
    ["old-format", /nbformat 4\.5.*got 4\.4\. Try: /],
    ["missing", /expected a notebook to read at .*ENOENT/],
  ])("refuses %s", async (name, message) => {
    const reading = readNotebook(fixtureNotebook(name));
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(message);
  });

  it.each([
    [{ cell_type: "script" }, "code, markdown or raw cell, got `script` (string)"],
    [{ id: undefined }, "to have an id"],
    [{ source: 1 }, "lines or a string, got `1` (number)"],
    [{ metadata: null }, "to have metadata, got `null` (null)"],
  ])("refuses a cell with %j, and names it", (change, message) => {
    const cell = { cell_type: "code", id: "a", metadata: {}, source: [], ...change };
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
    expect(() => parseNotebook(text, "x.ipynb")).toThrow("x.ipynb:cell[0]");
    expect(() => parseNotebook(text, "x.ipynb")).toThrow(message);
  });
});

describe("requireOurKernel", () => {
  it("names the kernel that the notebook is for", async () => {
    const notebook = await readNotebook(fixtureNotebook("wrong-kernel"));
    expect(() => requireOurKernel(notebook, "x.ipynb")).toThrow('"interleave-tslab", got `python3` (string)');
  });
});

describe("writeNotebook", () => {
  it("leaves the file alone beside no other", async () => {
    const folder = await temporaryFolder();
    const notebook = await readNotebook(fixtureNotebook("tour"));
    await writeNotebook(path.join(folder, "a.ipynb"), notebook);
    await writeNotebook(path.join(folder, "a.ipynb"), notebook);
    expect(await readdir(folder)).toEqual(["a.ipynb"]);
  });

  it("splits text into lines, and keeps JSON and the ids of displays out of them", () => {
    const text = formatNotebook({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        {
          cell_type: "code",
          id: "a",
          metadata: {},
          source: "",
          execution_count: 1,
          outputs: [
            { output_type: "stream", name: "stdout", text: "one\ntwo" },
            {
              output_type: "display_data",
              data: { "text/html": "<p>\n</p>", "application/vnd.x+json": { a: 1 } },
              metadata: {},
              display_id: "d",
            },
          ],
        },
      ],
    });
    expect(JSON.parse(text).cells[0]).toMatchObject({ source: [] });
    expect(JSON.parse(text).cells[0].outputs).toEqual([
      { output_type: "stream", name: "stdout", text: ["one\n", "two"] },
      {
        output_type: "display_data",
        data: { "text/html": ["<p>\n", "</p>"], "application/vnd.x+json": { a: 1 } },
        metadata: {},
      },
    ]);
  });
});
