import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Runs `npm start` where it can leave nothing in the project, and expects a sentence in place of a run. */
async function refused(args: readonly string[], code: number): Promise<string> {
  const folder = await temporaryFolder();
  const out = args.includes("--out") ? [] : ["--out", path.join(folder, "out")];
  const end = await runScript("start", [...args, ...out], { INTERLEAVE_STATE: path.join(folder, "state") });
  expect({ code: end.code, stdout: end.stdout }).toEqual({ code, stdout: "" });
  expect(end.stderr).not.toMatch(/^ +at /m);
  return end.stderr.trim();
}

/** A server on this machine that answers every request so; its address. */
async function serverThatAnswers(status: number, body = ""): Promise<string> {
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a command line that makes no sense is told what was expected, what came and what to try", () => {
  it.each([
    [["--only", "snorlax"], /^Expected a document among .*catch-em-all.*, got `snorlax`.* Try/],
    [["--profile", "fast"], /^Expected a profile among smoke, quick, full, got `fast`.* Try/],
    [["--peers", "go,rust"], /^Expected .*go, python, pypy, got `rust`.* Try/],
    [["--seed", "-1"], /^Expected --seed to be an integer from 0 to 4294967295, got `-1`.* Try/],
    [["--seed", ""], /^Expected --seed to be an integer .*, got ``.* Try/],
    [["--machine", "../elsewhere"], /^Expected a machine name .*, got `..\/elsewhere`.* Try/],
    [["--fast"], /unknown option '--fast'\n\(try --help\)/],
    [["catch-em-all"], /too many arguments.*\n\(try --help\)/],
    [["--origin", "127.0.0.1"], /^expected an http or https URL .*`127.0.0.1`.* try/],
    [["--origin", "http://127.0.0.1/api"], /^expected an http or https URL without a path, .* try/],
    [
      ["--origin", "https://example.com"],
      /^Expected --yes .* would get about \d+ requests, at most 8 at a time/,
    ],
  ])("%j", async (args, sentence) => {
    expect(await refused(args, 2)).toMatch(sentence);
  });
});

describe("an origin that will not do is refused before a kernel starts", () => {
  it.each([
    [404, "", /to answer 200, came 404; try a server/],
    [429, "", /to answer 200, came 429; try again later/],
    [500, "", /to answer 200, came 500; try again/],
    [200, "no JSON", /to be a JSON object with a name, came `null`.*; try/],
  ])("one that answers %i %s", async (status, body, sentence) => {
    expect(await refused(["--origin", await serverThatAnswers(status, body)], 1)).toMatch(sentence);
  });

  it("one that refuses connections", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    expect(await refused(["--origin", `http://127.0.0.1:${port}`], 1)).toMatch(
      `127.0.0.1:${port} refuses connections; try`,
    );
  });
});

describe("what a run would stumble over at its end stops it at its start", () => {
  it("a file in the place of the folder to write to", async () => {
    const file = path.join(await temporaryFolder(), "file");
    await writeFile(file, "");
    expect(await refused(["--out", file], 2)).toMatch(
      /^Expected to write in .*file.results, got .* Try --out/,
    );
  });

  it.each([
    ["is not JSON", "latest", /^Expected JSON in .*catch-em-all.json: [\s\S]*Nothing was run/],
    [
      "is of another version",
      '{"schemaVersion": 99}',
      /^Expected schemaVersion \d+ in .*, got `99`.*Nothing was run/,
    ],
    [
      "lacks nearly everything",
      '{"schemaVersion": 1}',
      /^Expected a result .*, which is missing.*Nothing was run/,
    ],
  ])("a results file that %s, which is left as it is", async (_, content, sentence) => {
    const out = await temporaryFolder();
    const machine = path.join(out, "results", "some-machine");
    await mkdir(machine, { recursive: true });
    await writeFile(path.join(machine, "catch-em-all.json"), content);
    expect(await refused(["--out", out], 2)).toMatch(sentence);
    expect(await readdir(machine)).toEqual(["catch-em-all.json"]);
  });
});

it("shows help for --help", async () => {
  const { code, stdout } = await runScript("start", ["--help"]);
  expect(code).toBe(0);
  for (const option of ["--only", "--profile", "--peers", "--seed", "--resume", "--origin", "--out"])
    expect(stdout).toContain(option);
});
