import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";

/** Starts `count` tasks in a loop; each looks at the loop's variable once the loop has ended, and tells what it sees. */
type StartTasks = (count: number) => Promise<number>[];

const variants = {
  var: startWithVar,
  let: startWithLet,
} satisfies Record<string, StartTasks>;

/**
 * D2 `capture`: what tasks see of the variable of the loop that starts them. An answer is wrong for every number from
 * 0 that no task saw. Argument: `variant`, `tasks`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const startTasks = variants[choiceIn(argument, "variant", variants)];
  const count = countIn(argument, "tasks", 100);
  const startMs = performance.now();
  const saw = await Promise.all(startTasks(count));
  const workMs = performance.now() - startMs;
  const right = new Set(saw.filter((number) => number < count));
  return {
    workMs,
    answers: saw.toSorted((a, b) => a - b).map(String),
    counters: { tasks: saw.length, wrongAnswers: count - right.size },
  };
}

function startWithVar(count: number): Promise<number>[] {
  const tasks: Promise<number>[] = [];
  // biome-ignore lint/correctness/noInnerDeclarations: one variable for all passes is what this is about
  for (var i = 0; i < count; i += 1) tasks.push(afterTheLoop().then(() => i));
  return tasks;
}

function startWithLet(count: number): Promise<number>[] {
  const tasks: Promise<number>[] = [];
  for (let i = 0; i < count; i += 1) tasks.push(afterTheLoop().then(() => i));
  return tasks;
}

/** A loop without `await` runs to its end before anything that was promised. */
function afterTheLoop(): Promise<void> {
  return Promise.resolve();
}
