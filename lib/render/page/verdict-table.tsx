import { path } from "../figure-path.js";
import { STATED_BY } from "../names.js";
import { publishedFigures, ratioFigure } from "../ratio-verdict.js";
import type { JudgedClaim, Run } from "../report-model.js";
import type { Verdict } from "../verdict.js";
import { Badge } from "./badge.js";
import { filterMarks, variantsOf } from "./filter-marks.js";
import { At, Datum, Interval, Sentence, Text } from "./sentence.js";

/** The claims of a document with their verdicts on one machine. */
export function VerdictTable({ run, slug, title }: { run: Run; slug: string; title: string }) {
  const at = path("results", run.result.machine.id, run.result.document, "experiments");
  return (
    <At.Provider value={at}>
      <table class="verdicts" data-at={at}>
        <caption class="away">
          Verdicts on “{title}”, measured on {run.machine.id}
        </caption>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Claim</th>
            <th scope="col" class="number">
              Published
            </th>
            <th scope="col" class="number">
              Measured
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {run.claims.map((judged) => (
            <ClaimRow key={judged.claim.id} judged={judged} run={run} slug={slug} />
          ))}
        </tbody>
      </table>
    </At.Provider>
  );
}

/** The verdicts of a machine that stands beside the one shown in full: what the claims say is said there. */
export function BriefVerdicts({ run }: { run: Run }) {
  const at = path("results", run.result.machine.id, run.result.document, "experiments");
  return (
    <At.Provider value={at}>
      <table data-at={at}>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {run.claims.map(({ claim, verdict, anchor }) => (
            <tr key={claim.id} id={anchor} {...filterMarks(variantsOf(claim, []))}>
              <th scope="row" class="brief">
                <a href={`#${claim.id}`}>{claim.id}</a>
              </th>
              <td>
                <Badge kind={verdict.kind} />
                <Condition verdict={verdict} />
              </td>
              <td>
                <Sentence of={verdict.because} />.
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </At.Provider>
  );
}

function Condition({ verdict: { condition } }: { verdict: Verdict }) {
  if (condition === undefined) return null;
  return (
    <span class="condition">
      only if <Sentence of={condition} />
    </span>
  );
}

function ClaimRow({
  judged: { claim, verdict, anchor },
  run,
  slug,
}: {
  judged: JudgedClaim;
  run: Run;
  slug: string;
}) {
  const tested = run.experiments.find(({ experiment }) => experiment.id === claim.experiment);
  const target = tested?.anchor;
  return (
    <tr id={anchor} {...filterMarks(variantsOf(claim, tested?.experiment.variants ?? []))}>
      <td data-label="Verdict">
        <Badge kind={verdict.kind} />
        <Condition verdict={verdict} />
      </td>
      <th scope="row" data-label="Claim">
        <Text of={claim.text} />
        <span class="meta">
          <a href={`#${anchor}`}>{claim.id}</a>, stated by {STATED_BY[claim.statedBy]}
          {target !== undefined && (
            <>
              , tested by <a href={`#${target}`}>{claim.experiment}</a>
            </>
          )}
        </span>
      </th>
      <td class="number" data-label="Published">
        <Published claim={claim} slug={slug} />
      </td>
      <td class="number" data-label="Measured">
        {verdict.ratio === undefined ? (
          <span class="nothing">{claim.kind === "predicate" ? "counted" : "not measured"}</span>
        ) : (
          <>
            <strong>
              <Datum figure={ratioFigure(verdict.ratio, "middle")} />
            </strong>
            <Interval of={[ratioFigure(verdict.ratio, "low"), ratioFigure(verdict.ratio, "high")]} />
          </>
        )}
      </td>
      <td data-label="Why">
        <p class="why">
          <Sentence of={verdict.because} />.
        </p>
        {claim.hides !== undefined && (
          <p class="hides">
            Behind it: <Text of={claim.hides} />.
          </p>
        )}
      </td>
    </tr>
  );
}

function Published({ claim, slug }: { claim: JudgedClaim["claim"]; slug: string }) {
  const figures = claim.kind === "ratio" ? publishedFigures(claim, slug) : [];
  return (
    <>
      {figures.length === 1 && <Datum figure={figures[0]!} />}
      {figures.length === 2 && <Interval of={[figures[0]!, figures[1]!]} />}
      {claim.quoted !== undefined && <span class="quoted">“{claim.quoted}”</span>}
      {figures.length === 0 && claim.quoted === undefined && <span class="nothing">no figure</span>}
    </>
  );
}
