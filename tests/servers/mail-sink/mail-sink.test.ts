import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { openMailer } from "../../../lib/servers/background/mailer.js";
import type { SinkRecord } from "../../../lib/servers/mail-sink/mail-sink.js";
import { startProgram } from "../../peers/run-program.js";
import { isAlive } from "../../support/is-alive.js";

const command = {
  file: process.execPath,
  args: [compiledModule("servers", "mail-sink", "mail-sink-program.js")],
};

describe("the mail sink", () => {
  let sink: ServerProgram;
  const ask = async (place: string, request: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${sink.report.ports!.control}${place}`, request);
    return (await response.json()) as SinkRecord;
  };
  beforeAll(async () => {
    sink = await startServer(command, {}, { startLimitMs: 30_000 });
  });
  afterAll(() => sink.kill());

  it("counts each mail by its id, also one that comes twice, until it is reset", async () => {
    const send = openMailer(sink.report.port);
    for (const id of ["a-1", "a-2", "a-1"]) await send({ id, to: "reader@interleave.test" });
    expect((await ask("/counters")).mails).toEqual({ "a-1": 2, "a-2": 1 });
    await ask("/reset", { method: "POST" });
    expect((await ask("/counters")).mails).toEqual({});
  });

  it("has a mail whose sender left before the reply", async () => {
    await ask("/settings", { method: "POST", body: JSON.stringify({ delayMs: 60 }) });
    const socket = connect(sink.report.port, "127.0.0.1");
    await once(socket, "data");
    socket.write(
      "HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nMessage-ID: <gone@b>\r\n\r\nx\r\n.\r\n",
      () => socket.destroy(),
    );
    let record = await ask("/counters");
    while (record.openCount > 0) record = await ask("/counters");
    expect(record.mails).toEqual({ gone: 1 });
  });

  it("refuses a delay that is none, in a sentence", async () => {
    const { code, stderr } = await startProgram(command, { delayMs: -1 }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^expected `delayMs` alone, from 0 to 60000, came .*; try {"delayMs":100}\n$/);
  });

  it("ends with its standard input", async () => {
    const other = await startServer(command, {}, { startLimitMs: 30_000 });
    expect((await other.stop()).counters).toEqual({ mails: 0 });
    expect(isAlive(other.pid)).toBe(false);
  });
});
