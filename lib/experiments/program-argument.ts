import { shown, UsageError } from "../errors.js";
import type { Argument } from "./job-program.js";

/**
 * The one JSON argument of a program's command line.
 *
 * @param args what follows the program's name
 * @param example a complete argument, to show a person what to type
 * @throws UsageError unless there is exactly one argument, a JSON object
 */
export function parseArgument(args: readonly string[], example: Argument): Argument {
  const shownExample = `'${JSON.stringify(example)}'`;
  if (args.length !== 1)
    throw new UsageError(`Expected one argument such as ${shownExample}, got ${args.length}`);
  let argument: unknown;
  try {
    argument = JSON.parse(args[0]!);
  } catch {
    argument = args[0];
  }
  if (typeof argument === "object" && argument !== null && !Array.isArray(argument))
    return argument as Argument;
  throw new UsageError(`Expected a JSON object such as ${shownExample}, got ${shown(argument)}`);
}
