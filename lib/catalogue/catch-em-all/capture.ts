import type { Experiment } from "../entry.js";
import { goProgram } from "../sources.js";

export const capture: Experiment = {
  id: "capture",
  title: "The captured loop variable",
  question: "What does a task see of the loop variable that it was started with?",
  metric: "counters.wrongAnswers",
  ideal: "no wrong answer",
  variants: [
    {
      id: "ts/var",
      title: "A loop with var",
      summary: "One variable for all passes: every task sees what the loop left in it.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/capture-program.ts",
    },
    {
      id: "ts/let",
      title: "A loop with let",
      summary: "A variable for each pass, since 2015.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/capture-program.ts",
    },
    {
      id: "go/shared",
      title: "Go before 1.22",
      summary: "One variable for all passes, as a module that names an older Go still has it.",
      from: "smoke",
      source: goProgram("capture-shared"),
    },
    {
      id: "go/copied",
      title: "Go before 1.22, with `i := i`",
      summary: "The essay's line: each pass copies the variable for its goroutine.",
      asPublished: true,
      from: "smoke",
      source: goProgram("capture-copied"),
    },
    {
      id: "go/per-iteration",
      title: "Go from 1.22 on",
      summary: "A variable for each pass: the line is no longer needed.",
      from: "smoke",
      source: goProgram("capture-per-iteration"),
    },
  ],
};
