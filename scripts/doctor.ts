import { styleText } from "node:util";
import { diagnose, type Finding } from "@interleave/lib/dist/measure/diagnosis.js";
import { describeMachine } from "@interleave/lib/dist/measure/environment.js";
import { readMachine } from "@interleave/lib/dist/measure/read-machine.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";
import { toolFindings } from "./tool-findings.js";

const TOPIC_WIDTH = 17;
const LINE_WIDTH = 80;

const command = new Command("npm run doctor --")
  .description(
    "Shows what this machine has, what it lacks and how quiet it is, with advice. Nothing leaves the machine, nothing is installed, and the host's name is not read.",
  )
  .option("--json", "print the findings as JSON", false);

await runCommand(command, async (parsed, signal) => {
  const machine = describeMachine();
  const readings = await readMachine();
  const [own, tools] = [diagnose(readings), await toolFindings()];
  signal.throwIfAborted();
  if (parsed.opts<{ json: boolean }>().json) {
    console.log(JSON.stringify({ machine, readings, findings: own, tools }, null, 2));
    return exitCodes.ok;
  }
  const advised = [...own, ...tools].filter(({ advice }) => advice !== undefined).length;
  console.log(`${bold("This machine")}  ${machine.id}\n${own.map(lines).join("\n")}\n`);
  console.log(`${bold("Beside Node")}  ${process.versions.node}\n${tools.map(lines).join("\n")}\n`);
  console.log(
    advised === 0
      ? "Nothing to mend."
      : `${advised} ${advised === 1 ? "thing" : "things"} to know, marked with !`,
  );
  return exitCodes.ok;
});

function lines({ topic, found, advice }: Finding): string {
  const mark = advice === undefined ? colour("green", "ok") : colour("yellow", " !");
  const indent = " ".repeat(TOPIC_WIDTH + 5);
  const text = wrapped(found, LINE_WIDTH - indent.length).join(`\n${indent}`);
  const more = advice === undefined ? [] : wrapped(advice, LINE_WIDTH - indent.length);
  return [`  ${mark} ${topic.padEnd(TOPIC_WIDTH)}${text}`, ...more.map((line) => indent + dim(line))].join(
    "\n",
  );
}

function wrapped(text: string, width: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(" ")) {
    const row = rows.at(-1);
    if (row === undefined || row.length + 1 + word.length > width) rows.push(word);
    else rows[rows.length - 1] = `${row} ${word}`;
  }
  return rows;
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
  return coloured ? styleText(format, text) : text;
}

function bold(text: string): string {
  return colour("bold", text);
}

function dim(text: string): string {
  return colour("dim", text);
}
