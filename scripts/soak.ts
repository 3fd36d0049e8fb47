import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { type SoakReport, soakChannels } from "@interleave/lib/dist/experiments/soak/channel-soak.js";
import {
  LEFT_LIMIT_BYTES,
  type LiveTaskKind,
  type LiveTasks,
  liveTaskKinds,
  measureLiveTasks,
} from "@interleave/lib/dist/experiments/soak/live-tasks.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { Command } from "commander";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run soak --")
  .description(
    "Puts channels under millions of random operations with cancellations, selects and closes, and keeps a million tasks alive in a group and in a channel: nothing may be lost, doubled or left behind, and no task may take more than its bytes. Takes a few minutes; exits with 1 when it finds something.",
  )
  .option("--operations <number>", "sends and receives", "10000000")
  .option("--tasks <number>", "tasks alive at once", "1000000")
  .option("--seed <number>", "decides every operation", "1");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<{ operations: string; tasks: string; seed: string }>();
  const operationCount = count("--operations", options.operations);
  const taskCount = count("--tasks", options.tasks);
  const seed = count("--seed", options.seed);
  const line = new LiveLine();
  const onProgress = (done: number) =>
    line.update(
      `channels: ${formatFigure(done, "count")} of ${formatFigure(operationCount, "count")} operations`,
    );
  const report = await soakChannels({ operationCount, seed, onProgress, signal });
  line.print(channelText(report));
  let sound = report.problems.length === 0;
  for (const kind of liveTaskKinds) {
    line.update(`${formatFigure(taskCount, "count")} ${kind.title}`);
    const tasks = await measureLiveTasks(kind, taskCount, signal);
    sound = isWithinBounds(kind, tasks) && sound;
    line.print(taskText(kind, taskCount, tasks));
  }
  line.clear();
  return sound ? exitCodes.ok : exitCodes.failed;
});

function channelText(report: SoakReport): string {
  const entries = [
    [report.operationCount, "operations"],
    [report.receivedCount, "received"],
    [report.refusedCount, "refused"],
    [report.cancelledCount, "waits cancelled"],
    [report.selectCount, "selects"],
    [report.closeCount, "closes in the middle"],
    [report.episodeCount, "pairs of channels"],
  ] as const;
  const counts = entries.map(([value, says]) => `${formatFigure(value, "count")} ${says}`).join(", ");
  if (report.problems.length === 0) return `channels: ${counts}: nothing lost, doubled or left`;
  return `channels: ${counts}: FOUND ${report.problems.join("; ")}, in the episode of seed ${report.failedSeed}`;
}

function taskText(kind: LiveTaskKind, taskCount: number, tasks: LiveTasks): string {
  const [live, bound, left] = [tasks.liveBytesPerTask, kind.boundBytes, tasks.leftBytes].map((bytes) =>
    formatFigure(bytes, "bytes"),
  );
  const verdict = isWithinBounds(kind, tasks) ? "" : ": TOO MUCH";
  return `${formatFigure(taskCount, "count")} ${kind.title}: ${live} each (at most ${bound}), ${left} left${verdict}`;
}

function isWithinBounds({ boundBytes }: LiveTaskKind, { liveBytesPerTask, leftBytes }: LiveTasks): boolean {
  return liveBytesPerTask <= boundBytes && leftBytes <= LEFT_LIMIT_BYTES;
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new UsageError(`Expected \`${option}\` to be an integer from 1 up, got ${shown(text)}.`);
}
