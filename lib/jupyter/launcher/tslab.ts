import { createRequire } from "node:module";
import type * as Converter from "tslab/dist/converter.js";
import type * as Executor from "tslab/dist/executor.js";
import type * as Jupyter from "tslab/dist/jupyter.js";
import type ts from "typescript";
import { retryMissingModules, stopWatching } from "./loaded-files.js";
import { sharedNames } from "./shared-names.js";

/** The parts of tslab that the kernel is made of. */
export interface Tslab {
  readonly converter: typeof Converter;
  readonly executor: typeof Executor;
  /** Its variable `lastWriteDisplayData` is what tslab's own `display` writes to. */
  readonly jupyter: { lastWriteDisplayData: unknown } & Pick<typeof Jupyter, "JupyterHandlerImpl">;
  /** The TypeScript inside, which declares fewer members than the one that these types are of. */
  readonly compiler: typeof ts;
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
 * Loads tslab with a repaired compiler: with the hooks in place of two of its functions, with names that mean the
 * same in every cell, and with files that stay as they were first read.
 *
 * tslab offers no option for any of this. Standing in for the compiler's module before tslab loads it needs no
 * change to a file of tslab, which a `patch-package` would.
 */
export function loadTslab(hooks: CompilerHooks): Tslab {
  const require = createRequire(import.meta.url);
  const requireAsTslab = createRequire(require.resolve("tslab"));
  const compilerFile = requireAsTslab.resolve("@tslab/typescript-for-tslab");
  const compiler = requireAsTslab(compilerFile);
  stopWatching(compiler.sys);
  const createWatchCompilerHost = (
    files: string[],
    options: Record<string, unknown>,
    ...others: unknown[]
  ): unknown => compiler.createWatchCompilerHost(files, hooks.compilerOptions(options), ...others);
  require.cache[compilerFile]!.exports = {
    ...compiler,
    createWatchCompilerHost,
    createWatchProgram: (host: Host) => {
      retryMissingModules(compiler, host);
      rewriteSharedNames(compiler, host);
      return compiler.createWatchProgram(host);
    },
    transpileModule: hooks.transpile(compiler.transpileModule),
  };
  return {
    converter: require("tslab/dist/converter.js"),
    executor: require("tslab/dist/executor.js"),
    jupyter: require("tslab/dist/jupyter.js"),
    compiler,
    tslabVersion: require("tslab/package.json").version,
  };
}

type Host = ts.WatchCompilerHostOfFilesAndCompilerOptions<ts.EmitAndSemanticDiagnosticsBuilderProgram>;

function rewriteSharedNames(compiler: typeof ts, host: Host): void {
  const { afterProgramCreate } = host;
  host.afterProgramCreate = (program) => {
    const emit: typeof program.emit = (file, write, cancellation, declarationsOnly, transformers) => {
      const before = [sharedNames(compiler, program.getProgram().getTypeChecker())];
      return program.emit(file, write, cancellation, declarationsOnly, { ...transformers, before });
    };
    afterProgramCreate?.({ ...program, emit });
  };
}
