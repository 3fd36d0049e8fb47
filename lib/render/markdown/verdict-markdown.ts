import { STATED_BY } from "../names.js";
import { figureText } from "../prose.js";
import { publishedFigures } from "../ratio-verdict.js";
import type { DocumentSection, Run } from "../report-model.js";
import { experimentLink } from "./experiment-markdown.js";
import { code, escapeMarkdown, inline, sentence, table } from "./markdown-text.js";

/** A document, and each machine's verdicts on its claims. */
export function verdicts({ document, runs, notebookPage }: DocumentSection, several: boolean): string[] {
  const heading = [
    `### “${inline(document.title)}”, ${escapeMarkdown(document.year)}`,
    inline(document.setting),
    `[The notebook](../notebooks/${document.notebook}.ipynb)${notebookPage === undefined ? "" : `, and [as it ran](${notebookPage})`}`,
  ];
  if (runs.length === 0) return [...heading, "Not measured yet."];
  return [
    ...heading,
    ...runs.flatMap((run) => [
      ...(several ? [`#### On ${code(run.machine.id)}`] : []),
      verdictTable(run, document.slug),
    ]),
  ];
}

function verdictTable({ claims, experiments }: Run, slug: string): string {
  const rows = claims.map(({ claim, verdict }) => {
    const tested = experiments.find(({ experiment }) => experiment.id === claim.experiment)?.experiment;
    const published =
      claim.kind === "ratio" ? publishedFigures(claim, slug).map(figureText).join(" to ") : "";
    const ratio = verdict.ratio;
    const figure = (value: number) => figureText({ path: "", value, unit: "ratio" });
    return [
      `**${verdict.kind}**${verdict.condition ? ` ${sentence(verdict.condition)}` : ""}`,
      `${inline(claim.text)} (${claim.id}, stated by ${STATED_BY[claim.statedBy]}${tested === undefined ? "" : `, tested by ${experimentLink(tested, code(tested.id))}`})`,
      [published, claim.quoted === undefined ? "" : `“${escapeMarkdown(claim.quoted)}”`]
        .filter((text) => text !== "")
        .join(" "),
      ratio === undefined ? "" : `${figure(ratio.middle)} (${figure(ratio.low)} to ${figure(ratio.high)})`,
      `${sentence(verdict.because)}${claim.hides === undefined ? "" : `. Behind it: ${inline(claim.hides)}`}`,
    ];
  });
  return table(["Verdict", "Claim", "Published", "Measured", "Why"], rows);
}
