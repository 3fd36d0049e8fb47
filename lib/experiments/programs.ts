import type { VariantId } from "../catalogue/entry.js";
import { compiledModule } from "../paths.js";
import { goProgram, pypyProgram, pythonProgram } from "../peers/peer.js";
import type { MissingProgram, ProgramCommand } from "../program.js";
import type { Preparation } from "./experiment.js";
import type { PeerLanguage } from "./settings.js";

/** Where a program comes from: its file's name in `lib/peers/<language>`. */
export interface PeerProgram {
  readonly language: PeerLanguage;
  readonly name: string;
  /** It imports packages of `requirements.txt`, not the standard library alone. */
  readonly packages?: boolean;
  /** Of Go: built with its race detector. */
  readonly raceDetector?: boolean;
}

/** The one entry of all TypeScript programs; the argument's `program` says which of them runs. */
export const typescriptProgram: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("experiments", "typescript-program.js")],
};

/** The command of a peer, built or prepared on first use; or why it cannot run here. */
export async function findPeer(
  program: PeerProgram,
  allowed: readonly PeerLanguage[],
  { onStep: onProgress, signal }: Preparation,
): Promise<ProgramCommand | MissingProgram> {
  if (!allowed.includes(program.language)) return { missing: `${program.language} was left out by --peers` };
  switch (program.language) {
    case "go":
      return goProgram(program.name, {
        onProgress,
        signal,
        raceDetector: program.raceDetector ?? false,
      });
    case "python":
      return pythonProgram(program.name, { packages: program.packages ?? false, onProgress, signal });
    case "pypy":
      return pypyProgram(program.name);
  }
}

/** `typescript` of `ts/gather`. */
export function languageOf(id: VariantId): "typescript" | PeerLanguage {
  const prefix = id.slice(0, id.indexOf("/"));
  return prefix === "ts" ? "typescript" : (prefix as PeerLanguage);
}
