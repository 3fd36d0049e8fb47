import { STATED_BY } from "../names.js";
import { publishedFigures, ratioFigure } from "../ratio-verdict.js";
import type { JudgedClaim, Run } from "../report-model.js";
import { Badge } from "./badge.js";
import { Datum, Interval, Sentence, Text } from "./sentence.js";

/** The claims of a document with their verdicts on one machine. */
export function VerdictTable({ run, slug, title }: { run: Run; slug: string; title: string }) {
  return (
    <table class="verdicts">
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
  const target = run.experiments.find(({ experiment }) => experiment.id === claim.experiment)?.anchor;
  return (
    <tr id={anchor}>
      <td data-label="Verdict">
        <Badge kind={verdict.kind} />
        {verdict.condition && (
          <span class="condition">
            only if <Sentence of={verdict.condition} />
          </span>
        )}
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
