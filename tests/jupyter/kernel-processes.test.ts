import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { CellError } from "../../lib/jupyter/cell-error.js";
import { Kernel } from "../../lib/jupyter/kernel.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";

/** Long enough to escalate from SIGTERM to SIGKILL on a busy machine. */
const END = { timeout: 10_000 };
const START = { timeout: 30_000 };

/** A process and its child, neither of which SIGINT ends, in a cell that waits for them. */
const STUBBORN = `
  import { spawn } from "node:child_process";
  const stubborn = spawn("sh", ["-c", "trap '' INT; sleep 600 & wait"]);
  await new Promise((resolve) => stubborn.on("close", resolve));`;

/** Leaves a process whose parent has ended, and prints its id. */
const ORPHAN = `
  import { execFileSync } from "node:child_process";
  console.log(execFileSync("sh", ["-c", "sleep 600 >&- 2>&- & echo $!"], { encoding: "utf8" }));`;

/** A process of another group, whose parent ends at the first SIGTERM and leaves it behind. */
const LEFT_BEHIND = `
  import { spawn } from "node:child_process";
  spawn("sh", ["-c", "setsid sleep 600 & wait"]);`;

const MEASUREMENT = `
  import { measure } from "@interleave/lib";
  await measure("catch-em-all", "fetch", { profile: "smoke", seed: 7, peers: "none", resume: false });`;

describe("an interrupt ends the processes that the cell started", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await Kernel.start();
  });
  afterAll(() => kernel.shutdown());

  const ways: [how: string, interrupt: () => unknown][] = [
    ["of the whole group, as Jupyter sends it", () => kernel.interrupt()],
    ["of the kernel alone, as VS Code sends it", () => process.kill(kernel.pid, "SIGINT")],
    ["by a message", () => kernel.request("interrupt_request")],
  ];

  it.each(ways)("%s", async (_, interrupt) => {
    const running = kernel.execute(STUBBORN);
    await expect.poll(() => descendantsOf(kernel.pid).length, START).toBe(2);
    const started = descendantsOf(kernel.pid);
    interrupt();
    expect((await running) as unknown as CellError).toMatchObject({ ename: "Interrupted" });
    expect(stillRunning(started)).toEqual([]);
  });

  it("after a cell has added a listener of its own", async () => {
    await kernel.execute(`process.once("SIGINT", () => {});`);
    const running = kernel.execute(STUBBORN);
    await expect.poll(() => descendantsOf(kernel.pid).length, START).toBe(2);
    process.kill(kernel.pid, "SIGINT");
    expect((await running) as unknown as CellError).toMatchObject({ ename: "Interrupted" });
  });

  it("of a measurement: its harness, the servers and the programs", async () => {
    const running = kernel.execute(MEASUREMENT);
    await expect.poll(() => descendantsOf(kernel.pid).length, START).toBeGreaterThan(2);
    const started = descendantsOf(kernel.pid);
    process.kill(kernel.pid, "SIGINT");
    expect((await running) as unknown as CellError).toMatchObject({ ename: "Interrupted" });
    await expect.poll(() => stillRunning(started), END).toEqual([]);
    expect(await kernel.execute("1;")).toMatchObject({ status: "ok" });
  });

  it("and leaves those of earlier cells", async () => {
    await kernel.execute(
      `import { spawn } from "node:child_process"; const server = spawn("sleep", ["600"]);`,
    );
    const [server] = descendantsOf(kernel.pid);
    const running = kernel.execute(STUBBORN);
    await expect.poll(() => descendantsOf(kernel.pid).length, START).toBe(3);
    process.kill(kernel.pid, "SIGINT");
    await running;
    expect(descendantsOf(kernel.pid)).toEqual([server]);
  });
});

it("a kernel that is asked to restart takes all processes along, also stubborn ones of another group", async () => {
  const kernel = await Kernel.start();
  onTestFinished(() => kernel.shutdown());
  const detached = STUBBORN.replace("INT;", "INT TERM;").replace('wait"]', 'wait"], { detached: true }');
  const orphan = new Promise<number>((resolve) => {
    void kernel.execute(ORPHAN, {
      onPublished: ({ content }) => typeof content.text === "string" && resolve(Number(content.text)),
    });
  });
  await kernel.execute(LEFT_BEHIND);
  void kernel.execute(detached).catch(() => {});
  const sleeping = () => descendantsOf(kernel.pid).filter(({ command }) => command === "sleep 600").length;
  await expect.poll(sleeping, START).toBe(2);
  const started = [...descendantsOf(kernel.pid), { pid: await orphan, parent: 1, command: "sleep 600" }];
  expect(stillRunning(started)).toHaveLength(5);
  expect(await kernel.request("shutdown_request", { restart: true })).toEqual({
    status: "ok",
    restart: true,
  });
  expect(await kernel.ended).toContain("exit code 0");
  expect(stillRunning(started)).toEqual([]);
});
