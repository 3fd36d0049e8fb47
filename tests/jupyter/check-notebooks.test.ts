import { readdir } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkNotebooks, formatProblem } from "../../lib/jupyter/check-notebooks.js";
import type { NotebookProblem } from "../../lib/jupyter/notebook-problem.js";
import { projectFolder } from "../../lib/paths.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";

const ownFolder = path.join(projectFolder, "notebooks");
let ownProblems: string[];
let problems: string[];

// One call for all: most of its time goes into the compiler and the types of the library.
beforeAll(async () => {
  const own = (await readdir(ownFolder)).filter((name) => name.endsWith(".ipynb")).sort();
  const names = [
    ...["throw", "timeout", "tour"],
    ...["leftovers", "strict", "dead-links", "cell-code", "not-json", "old-format", "wrong-kernel"],
  ];
  const found = await checkNotebooks(
    [...own.map((name) => path.join(ownFolder, name)), ...names.map(fixtureNotebook)],
    projectFolder,
  );
  const isOwn = ({ file }: NotebookProblem) => path.dirname(file) === ownFolder;
  ownProblems = found.filter(isOwn).map(formatProblem);
  problems = found
    .filter((problem) => !isOwn(problem))
    .map((problem) => formatProblem({ ...problem, file: path.resolve(path.basename(problem.file)) }));
});

function of(name: string): string[] {
  return problems.filter((problem) => problem.startsWith(`${name}.ipynb`));
}

it("the project's own notebooks are as they should be", () => {
  expect(ownProblems).toEqual([]);
});

describe("checkNotebooks", () => {
  it.each(["throw", "timeout", "tour"])("finds nothing in %s, which is as it should be", (name) => {
    expect(of(name)).toEqual([]);
  });

  it("finds outputs, counts and ids that should not be committed", () => {
    expect(of("leftovers")).toEqual([
      "leftovers.ipynb:cell[0]: expected no outputs, got 1. Try: clear all outputs and save",
      "leftovers.ipynb:cell[0]: expected no execution count, got 3. Try: clear all outputs",
      'leftovers.ipynb:cell[1]: expected an id of its own, got "same" of cell[0]',
      'leftovers.ipynb:cell[2]: expected an id of 1 to 64 letters, digits, "-" and "_", got "not valid"',
    ]);
  });

  it("compiles strictly, and names the cell's own line", () => {
    expect(of("strict")).toEqual([
      "strict.ipynb:cell[1]:line 1: error TS2322: Type 'null' is not assignable to type 'string'.",
      "strict.ipynb:cell[2]:line 2: error TS2532: Object is possibly 'undefined'.",
    ]);
  });

  it("finds links that lead nowhere, and nothing wrong with those that do not, or that are code", () => {
    expect(of("dead-links")).toEqual([
      "dead-links.ipynb:cell[1]:line 1: expected a link to a file that exists, got gone.md",
      "dead-links.ipynb:cell[1]:line 2: expected a link to a file that exists, got ../gone.png",
      "dead-links.ipynb:cell[1]:line 2: expected a link to a file that exists, got gone.html",
      "dead-links.ipynb:cell[1]:line 3: expected a link to a heading of this notebook, got #elsewhere",
      "dead-links.ipynb:cell[1]:line 3: expected a link to an address, got https://",
    ]);
  });

  it("finds loops that time themselves, and logic that no test sees", () => {
    const clock =
      "expected no clock in a cell, got performance.now: the kernel shares its process with a compiler.";
    expect(of("cell-code")).toEqual([
      `cell-code.ipynb:cell[0]:line 3: ${clock} Try: measure, or observe for a look`,
      `cell-code.ipynb:cell[0]:line 4: ${clock} Try: measure, or observe for a look`,
      "cell-code.ipynb:cell[1]:line 2: expected serial as it stands in the library, got other code. Try: another name",
      "cell-code.ipynb:cell[2]:line 2: expected at most 12 lines in a cell for unseen, which no test sees, got 16. Try: move it to the library",
    ]);
  });

  it("names files that are no notebooks of ours", () => {
    expect(problems).toContainEqual(
      expect.stringMatching(/old-format\.ipynb to have nbformat 4\.5, .* got 4\.4/),
    );
    expect(problems).toContainEqual(
      expect.stringMatching(/not-json\.ipynb to be a notebook, got text that is not JSON/),
    );
    expect(problems).toContainEqual(
      expect.stringMatching(/wrong-kernel.* for the kernel "interleave-tslab"/),
    );
  });
});
