import { type PeerState, preparePeers } from "@interleave/lib/dist/peers/prepare-peers.js";
import { Command } from "commander";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run peers --").description(
  "Builds the Go programs and installs the Python programs' packages ahead of time. What this machine lacks is no failure: runs say so and go on.",
);

await runCommand(command, async (_, signal) => {
  const line = new LiveLine();
  const onProgress = (sentence: string) =>
    process.stdout.isTTY ? line.update(sentence) : line.print(sentence);
  const states = await preparePeers({ onProgress, signal }).finally(() => line.clear());
  for (const sentence of states.flatMap(sentences)) console.log(sentence);
  return exitCodes.ok;
});

function sentences({ title, ready, missing, remedy }: PeerState): string[] {
  const found = ready === undefined ? [] : [`${title} ${ready}`];
  const lacks = missing.map((what) => `${title}: not measured here: ${what}`);
  return [...found, ...lacks, ...(remedy === "" ? [] : [`  ${remedy}`])];
}
