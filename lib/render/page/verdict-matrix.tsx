import { formatFigure } from "../../units.js";
import { publishedFigures } from "../ratio-verdict.js";
import type { DocumentSection } from "../report-model.js";
import type { Verdict } from "../verdict.js";
import { BadgeShape } from "./badge.js";
import { filterMarks, variantsOf } from "./filter-marks.js";
import { runMarks } from "./run-marks.js";
import { Scroll } from "./scroll.js";
import { Datum, Text } from "./sentence.js";

/** Every claim's verdict on every machine at a glance: a shape with the ratio within that machine. */
export function VerdictMatrix({ section: { document, runs } }: { section: DocumentSection }) {
  return (
    <Scroll label={`Verdicts on ${document.title} by machine`}>
      <table class="matrix">
        <caption>
          Verdicts and ratios by machine; a ratio is taken within its machine, and more than one is the
          claimed direction
        </caption>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col" class="number">
              as-published
            </th>
            {runs.map((run) => (
              <th key={run.machine.anchor} scope="col" {...runMarks(run)}>
                <a href={`#machine-${run.machine.anchor}`}>{run.machine.id}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {document.claims.map((claim, row) => (
            <tr
              key={claim.id}
              {...filterMarks(
                variantsOf(
                  claim,
                  document.experiments.find(({ id }) => id === claim.experiment)?.variants ?? [],
                ),
              )}
            >
              <th scope="row">
                <Text of={claim.text} /> <span class="meta">{claim.id}</span>
              </th>
              <td class="number">
                {claim.kind === "ratio" &&
                  publishedFigures(claim, document.slug).map((figure, index) => (
                    <span key={figure.path}>
                      {index > 0 && " to "}
                      <Datum figure={figure} />
                    </span>
                  ))}
              </td>
              {runs.map((run) => {
                const { verdict, anchor } = run.claims[row]!;
                return (
                  <td
                    key={run.machine.anchor}
                    data-machine={run.machine.anchor}
                    data-profile={run.result.profile}
                  >
                    <a class="glance" href={`#${anchor}`}>
                      <BadgeShape kind={verdict.kind} />
                      <Glance verdict={verdict} />
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The ratio alone, since the verdict's own row has the interval and the figures' paths. */
function Glance({ verdict: { kind, ratio } }: { verdict: Verdict }) {
  return (
    <>
      {ratio && `${formatFigure(ratio.middle, "ratio")} `}
      <span class={ratio || kind === "not measured here" ? "away" : "meta"}>{kind}</span>
    </>
  );
}
