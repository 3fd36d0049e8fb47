import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { messageOf } from "../../../lib/errors.js";
import { readServers } from "../../../lib/jupyter/remote/server-address.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

async function tokenFile(text: string, mode = 0o600): Promise<string> {
  const file = path.join(await temporaryFolder(), "token");
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

describe("readServers", () => {
  it("reads URLs as browsers and servers show them, each with its token", async () => {
    const list = "http://localhost:8888/lab, https://two.example/user/me";
    const { servers, warnings } = await readServers(list, await tokenFile("one\n\ntwo\n"));
    expect(servers).toEqual([
      { label: "localhost:8888", url: "http://localhost:8888/", token: "one" },
      { label: "two.example/user/me", url: "https://two.example/user/me/", token: "two" },
    ]);
    expect(warnings).toEqual([]);
  });

  it("gives one token to all, and none where there is no file", async () => {
    const list = "http://127.0.0.1:1,http://127.0.0.1:2";
    const given = await readServers(list, await tokenFile("same"));
    expect(given.servers.map(({ token }) => token)).toEqual(["same", "same"]);
    const without = await readServers(list);
    expect(without.servers.map(({ token }) => token)).toEqual(["", ""]);
  });

  it("warns of a token that others can read, on its way or in its file", async () => {
    const { warnings } = await readServers("http://10.0.0.7:8888", await tokenFile("one", 0o644));
    expect(warnings).toEqual([
      expect.stringMatching(/10.0.0.7:8888.* without TLS/),
      expect.stringMatching(/others .* may read .*chmod 600/),
    ]);
  });

  it.each([
    ["localhost:8888", /http or https URL.*got `localhost:8888`.*Try --server http/],
    ["", /http or https URL.*Try/],
    ["http://one:1,http://one:1/lab", /each server of --server once, got http:\/\/one:1\/ twice/],
    ["http://one:1/lab?token=hush", /http:\/\/one:1\/ without a token.*Try .*--token-file/],
    ["http://me:hush@one:1", /without a token or a password/],
    ["one:1/lab?token=hush", /http or https URL/],
  ])("refuses %j", async (list, message) => {
    const refusal = messageOf(await readServers(list).catch((thrown: unknown) => thrown));
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain("hush");
  });

  it.each([
    ["", /one line, or 2: a token for each server, got 0 lines/],
    ["hush\nhush\nhush", /got 3 lines/],
    ["token = hush", /got a line that is no token/],
  ])("refuses a file of %j", async (text, message) => {
    const read = readServers("http://one:1,http://two:1", await tokenFile(text));
    const refusal = messageOf(await read.catch((thrown: unknown) => thrown));
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain("hush");
  });

  it("refuses a file that is not there", async () => {
    await expect(readServers("http://one:1", "/nowhere/token")).rejects.toThrow(/--token-file, got "ENOENT/);
  });
});
