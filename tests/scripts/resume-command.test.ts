import { expect, it } from "vitest";
import { resumeCommand } from "../../scripts/resume-command.js";

it.each<[string, readonly string[], boolean, string]>([
  ["equal values", ["--machine", "rpi4", "--out", "rpi4"], false, "--machine rpi4 --out rpi4 --resume"],
  ["a run that was itself gone on with", ["--resume", "--seed", "7"], true, "--resume --seed 7"],
  ["a value of that name", ["--machine=--resume"], false, "--machine=--resume --resume"],
  [
    "what a shell would read",
    ["--out", "it's $HOME", ""],
    false,
    String.raw`--out 'it'\''s $HOME' '' --resume`,
  ],
])("goes on with %s", (_, args, resumes, line) => {
  expect(resumeCommand(args, resumes)).toBe(`npm start -- ${line}`);
});
