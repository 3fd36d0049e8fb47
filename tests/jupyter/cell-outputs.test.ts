import { describe, expect, it } from "vitest";
import { addOutput, type CellOutput, type DisplayOutput } from "../../lib/jupyter/cell-outputs.js";
import { request } from "../../lib/jupyter/messages.js";

describe("addOutput", () => {
  it("joins text of one stream, and keeps the order of two", () => {
    const outputs: CellOutput[] = [];
    for (const [name, text] of [
      ["stdout", "a"],
      ["stdout", "b\n"],
      ["stderr", "c\n"],
      ["stdout", "d\n"],
    ]) {
      addOutput(outputs, request("stream", "s", { name, text }), new Map());
    }
    expect(outputs.map((output) => output.output_type === "stream" && [output.name, output.text])).toEqual([
      ["stdout", "ab\n"],
      ["stderr", "c\n"],
      ["stdout", "d\n"],
    ]);
  });

  it("replaces a display where it stands, also in an earlier cell", () => {
    const [first, second]: CellOutput[][] = [[], []];
    const displays = new Map<string, DisplayOutput>();
    const content = (text: string) => ({
      data: { "text/plain": text },
      metadata: {},
      transient: { display_id: "d" },
    });
    addOutput(first!, request("display_data", "s", content("one")), displays);
    const updated = addOutput(second!, request("update_display_data", "s", content("two")), displays);
    expect(first).toEqual([updated]);
    expect(updated).toMatchObject({ data: { "text/plain": "two" } });
    expect(second).toEqual([]);
  });

  it("passes over an update of nothing, and messages that are no output", () => {
    const outputs: CellOutput[] = [];
    const update = { data: {}, metadata: {}, transient: { display_id: "unknown" } };
    expect(addOutput(outputs, request("update_display_data", "s", update), new Map())).toBeUndefined();
    expect(addOutput(outputs, request("execute_input", "s", { code: "1" }), new Map())).toBeUndefined();
    expect(outputs).toEqual([]);
  });
});
