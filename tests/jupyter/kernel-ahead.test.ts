import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { KernelAhead } from "../../lib/jupyter/kernel-ahead.js";
import type { KernelSession } from "../../lib/jupyter/kernel-session.js";

/** Kernels that take down what happens to them, and start when they are told to. */
class Kernels {
  readonly record: string[] = [];
  readonly interruption = new AbortController();
  readonly ahead = new KernelAhead(() => this.#start(), this.interruption.signal);
  #count = 0;
  #answer: (() => void)[] = [];

  /** Lets every kernel under way answer. */
  answer(): void {
    for (const answer of this.#answer.splice(0)) answer();
  }

  async take(signal = new AbortController().signal): Promise<number | null> {
    const kernel = await this.ahead.take(signal);
    this.record.push(`taken ${kernel.pid}`);
    return kernel.pid;
  }

  #start(): Promise<KernelSession> {
    const pid = ++this.#count;
    this.record.push(`started ${pid}`);
    const kernel: KernelSession = {
      pid,
      execute: () => Promise.reject(new Error("no cell runs here")),
      interrupt: () => {},
      shutdown: async () => void this.record.push(`ended ${pid}`),
    };
    return new Promise((resolve) => this.#answer.push(() => resolve(kernel)));
  }
}

it("gives the kernel that was begun, and starts one where none was", async () => {
  const kernels = new Kernels();
  kernels.ahead.begin();
  kernels.ahead.begin();
  const first = kernels.take();
  await turn();
  expect(kernels.record).toEqual(["started 1"]);
  kernels.answer();
  await first;
  const second = kernels.take();
  kernels.answer();
  await second;
  await kernels.ahead.close();
  expect(kernels.record).toEqual(["started 1", "taken 1", "started 2", "taken 2"]);
});

it("ends the kernel that nobody took, also one that does not answer yet", async () => {
  const kernels = new Kernels();
  kernels.ahead.begin();
  const closed = kernels.ahead.close();
  await turn();
  expect(kernels.record).toEqual(["started 1"]);
  kernels.answer();
  await closed;
  await kernels.ahead.close();
  expect(kernels.record).toEqual(["started 1", "ended 1"]);
});

it("ends the kernel for a notebook that was stopped meanwhile", async () => {
  const kernels = new Kernels();
  const notebook = new AbortController();
  kernels.ahead.begin();
  const taken = kernels.take(notebook.signal);
  notebook.abort("stopped");
  kernels.answer();
  await expect(taken).rejects.toBe("stopped");
  expect(kernels.record).toEqual(["started 1", "ended 1"]);
});

it("begins none after an interruption", async () => {
  const kernels = new Kernels();
  kernels.interruption.abort();
  kernels.ahead.begin();
  kernels.answer();
  await kernels.ahead.close();
  expect(kernels.record).toEqual([]);
});
