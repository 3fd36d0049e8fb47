import { expect, it } from "vitest";
import { runScript } from "../support/script.js";

it.each([
  [["02"], "Expected a terminal to ask at"],
  [["snorlax"], "got `snorlax` (string)"],
  [["02", "-p", "pikachu=1"], "pikachu"],
])("refuses %j before a kernel starts", async (args, sentence) => {
  const { code, stderr } = await runScript("step", args);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
