import { Socket } from "node:net";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { isRunning } from "../../is-running.js";
import { descendantsOf, signalEach } from "./process-tree.js";

/**
 * Ends the kernel, and every process that its cells started, once the process that started it is gone.
 *
 * A thread of its own looks, because a cell may keep the main thread busy for ever.
 *
 * @param endsWithStdin whether the standard input is a pipe that the parent holds open: then its end is noticed at
 * once. Jupyter closes a kernel's standard input at the start, so that it means nothing there.
 */
export function watchParent(endsWithStdin: boolean): void {
  const data: ParentWatch = { kernelPid: process.pid, parentPid: process.ppid, endsWithStdin };
  new Worker(new URL(import.meta.url), { workerData: data, execArgv: [] }).unref();
}

interface ParentWatch {
  readonly kernelPid: number;
  readonly parentPid: number;
  readonly endsWithStdin: boolean;
}

const POLL_MS = 1000;

function watch({ kernelPid, parentPid, endsWithStdin }: ParentWatch): void {
  const end = () => {
    // The group, where the kernel leads one, holds what has outlived its own parent; a tree, what left the group.
    signalEach(descendantsOf([kernelPid]), "SIGKILL");
    signalEach([-kernelPid, kernelPid], "SIGKILL");
  };
  const announced = Number(process.env.JPY_PARENT_PID ?? parentPid);
  setInterval(() => {
    if (process.ppid !== parentPid || !isRunning(announced)) end();
  }, POLL_MS);
  if (endsWithStdin) new Socket({ fd: 0 }).on("close", end).resume();
}

if (!isMainThread) watch(workerData as ParentWatch);
