import type { Experiment } from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import { noiseFloorWords } from "../noise.js";
import { plainText } from "../plain-text.js";
import type { Run } from "../report-model.js";
import { resultsFile } from "../results-file.js";
import { runAgain } from "../run-again.js";
import { cell, code, escapeMarkdown, sentence, table } from "./markdown-text.js";

/** How one machine's figures of a document came about, in Markdown. */
export function methodMarkdown({ machine, result, experiments }: Run): string[] {
  const { provenance } = result;
  const versions = Object.entries(provenance.versions).map(
    ([name, version]) => `${plainText(name)} ${plainText(version)}`,
  );
  const commit =
    provenance.commit === null
      ? `no commit: ${escapeMarkdown(plainText(provenance.commitMissing ?? "not known"))}`
      : `commit ${code(plainText(provenance.commit))}${provenance.dirty ? " with changes" : ""}`;
  return [
    cell(
      `${code(result.document)} on ${code(machine.id)}: profile ${result.profile}, seed ${result.seed}, from ${escapeMarkdown(plainText(provenance.startedAt))} to ${escapeMarkdown(plainText(provenance.finishedAt))}; ${commit}; ${escapeMarkdown(versions.join(", "))}; [all samples](${resultsFile(result)}).`,
    ),
    table(
      ["Experiment", "Rounds", "Noise", "Parameters"],
      experiments.flatMap(({ experiment, measured }) =>
        measured === undefined ? [] : [conditions(experiment, measured.result)],
      ),
    ),
    `\`\`\`sh\n${runAgain(result)}\n\`\`\``,
  ];
}

/** How one experiment was measured. */
function conditions({ id, metric }: Experiment, result: ExperimentResult): string[] {
  return [
    code(id),
    String(result.roundCount),
    // Only the page carries its figures' paths.
    sentence(noiseFloorWords(result, metric, "")),
    escapeMarkdown(
      Object.entries(result.parameters)
        .map(([name, value]) => `${plainText(name)} ${plainText(value)}`)
        .join(", "),
    ),
  ];
}
