import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders and files whose tests take half a minute or more: begun last, one of them would keep a single core busy. */
const LONG = [
  "/tests/end-to-end/",
  "/tests/browser/",
  "/tests/with-jupyter/notebooks-by-nbconvert.test.ts",
  "/tests/jupyter/run-notebook.test.ts",
  "/tests/experiments/two-philosophies/programs.test.ts",
];

/**
 * Begins with the long tests. Vitest by itself does so only where it remembers an earlier run, which a fresh
 * checkout does not: there it goes by the sizes of the files.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((part) => moduleId.includes(part));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
