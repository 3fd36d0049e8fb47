import { expect, it } from "vitest";
import { runScript } from "../support/script.js";

it.each([
  [["02"], "Expected a terminal to ask at"],
  [["snorlax"], "got `snorlax` (string)"],
  [["02", "-p", "pikachu=1"], "pikachu"],
  [["02", "-p", "peers=rust"], "got `rust`"],
  [
    ["02", "-p", "origin=https://example.com", "-p", "profile=quick"],
    "Expected --yes with an --origin that is not on this machine",
  ],
])("refuses %j before a kernel starts", async (args, sentence) => {
  const { code, stderr } = await runScript("step", args);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
