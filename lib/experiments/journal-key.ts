import { codeHash } from "../measure/code-hash.js";
import { ownVersions } from "../measure/environment.js";
import { fingerprintOf, type Host, thisHost } from "../measure/fingerprint.js";
import type { JournalKey } from "../measure/journal.js";
import type { PreparedExperiment, RunnableExperiment } from "./experiment.js";
import type { HarnessRequest } from "./harness-message.js";

/**
 * The key of the journal in which an experiment's samples are kept: what they depend on, and nothing that may differ
 * between a run and its resumption, such as an ideal that was calibrated.
 *
 * @param peerVersions of further runtimes and their packages, by name.
 */
export async function journalKey(
  { document, id }: Pick<RunnableExperiment, "document" | "id">,
  prepared: Pick<PreparedExperiment, "parameters" | "cells">,
  { settings }: Pick<HarnessRequest, "settings">,
  peerVersions: Readonly<Record<string, string>>,
  host: Host = thisHost(),
): Promise<JournalKey> {
  return {
    document,
    experiment: id,
    parameters: {
      ...prepared.parameters,
      profile: settings.profile,
      origin: settings.originUrl ?? "",
      ...(settings.own && { own: settings.own.moduleFile }),
    },
    cells: Object.entries(prepared.cells).map(([cell, { parameters }]) => [cell, parameters]),
    seed: settings.seed,
    code: await codeHash(),
    versions: { ...ownVersions(), ...peerVersions },
    machine: fingerprintOf(host),
  };
}
