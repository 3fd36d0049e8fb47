import type { CellErrorKind } from "../cell-error.js";

/** Thrown in place of the end of the process, so that the kernel lives to say which line asked for it. */
export class ProcessExit extends Error {
  override name = "ProcessExit";
  constructor(code: unknown) {
    super(
      `process.exit(${code ?? ""}) was called, which would end the kernel. Try: throw an error, or let the cell end`,
    );
  }
}

/** Ends the process for good; cells get another `process.exit`. */
export const exitKernel = process.exit.bind(process);

/**
 * Reports what would end an ordinary Node process: an uncaught exception, an unhandled rejection, `process.exit`.
 */
export function watchFailures(report: (kind: CellErrorKind, thrown: unknown) => void): void {
  process.on("uncaughtException", (thrown) => report("throw", thrown));
  process.on("unhandledRejection", (reason) => report("rejection", reason));
  process.exit = (code) => {
    const thrown = new ProcessExit(code);
    // Reported here as well as thrown: a cell that catches everything must not hide it.
    report("exit", thrown);
    throw thrown;
  };
}
