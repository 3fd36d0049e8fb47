import { createRequire } from "node:module";
import type * as Converter from "tslab/dist/converter.js";
import type * as Executor from "tslab/dist/executor.js";
import type * as Jupyter from "tslab/dist/jupyter.js";

/** The parts of tslab that the kernel is made of, and the version of the TypeScript inside. */
export interface Tslab {
  readonly converter: typeof Converter;
  readonly executor: typeof Executor;
  /** Its variable `lastWriteDisplayData` is what tslab's own `display` writes to. */
  readonly jupyter: { lastWriteDisplayData: unknown } & Pick<typeof Jupyter, "JupyterHandlerImpl">;
  readonly typescriptVersion: string;
  readonly tslabVersion: string;
}

/** The two functions of tslab's compiler that a caller can stand in for. */
export interface CompilerHooks {
  compilerOptions(options: Record<string, unknown>): Record<string, unknown>;
  transpile(transpile: Transpile): Transpile;
}

export type Transpile = (
  input: string,
  options: { compilerOptions: Record<string, unknown> },
) => { outputText: string; sourceMapText?: string };

/**
 * Loads tslab with the hooks in place of its compiler's functions.
 *
 * tslab emits no source maps and offers no option for them. Standing in for the compiler's module before tslab
 * loads it needs no change to a file of tslab, which a `patch-package` would.
 */
export function loadTslab(hooks: CompilerHooks): Tslab {
  const require = createRequire(import.meta.url);
  const requireAsTslab = createRequire(require.resolve("tslab"));
  const compilerFile = requireAsTslab.resolve("@tslab/typescript-for-tslab");
  const compiler = requireAsTslab(compilerFile);
  const createWatchCompilerHost = (
    files: string[],
    options: Record<string, unknown>,
    ...others: unknown[]
  ): unknown => compiler.createWatchCompilerHost(files, hooks.compilerOptions(options), ...others);
  require.cache[compilerFile]!.exports = {
    ...compiler,
    createWatchCompilerHost,
    transpileModule: hooks.transpile(compiler.transpileModule),
  };
  return {
    converter: require("tslab/dist/converter.js"),
    executor: require("tslab/dist/executor.js"),
    jupyter: require("tslab/dist/jupyter.js"),
    typescriptVersion: compiler.version,
    tslabVersion: require("tslab/package.json").version,
  };
}
