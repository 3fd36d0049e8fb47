import { formatFigure } from "../../units.js";
import type { PublishedArithmetic } from "../published-ratio.js";
import type { Run } from "../report-model.js";
import { Scroll } from "./scroll.js";
import { Datum, Interval, Sentence } from "./sentence.js";

/** Every figure that the essay prints beside the one measured here. */
export function PublishedTable({ run }: { run: Run }) {
  return (
    <Scroll label="Published against measured">
      <table>
        <caption>
          Published against measured: absolute figures of two machines and two networks, so compare their
          order and their ratios
        </caption>
        <thead>
          <tr>
            <th scope="col">The essay's program</th>
            <th scope="col">Work</th>
            <th scope="col" class="number">
              As published
            </th>
            <th scope="col" class="number">
              Median here
            </th>
            <th scope="col" class="number">
              Interval
            </th>
          </tr>
        </thead>
        <tbody>
          {run.published.map(({ published, measured, missing }) => (
            <tr key={published.id}>
              <th scope="row">
                {published.program} <span class="meta">{published.id}</span>
              </th>
              <td class="brief">{published.work}</td>
              <td class="number">{published.quoted}</td>
              {measured === undefined ? (
                <td colSpan={2} class="nothing">
                  no figure here: <Sentence of={missing ?? []} />
                </td>
              ) : (
                <>
                  <td class="number">
                    <Datum figure={measured.middle} />
                  </td>
                  <td class="number">
                    {measured.interval ? <Interval of={measured.interval} /> : "too few runs"}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** An essay's percentages in both of their readings, beside what its own figures come to. */
export function ArithmeticTable({ entries }: { entries: readonly PublishedArithmetic[] }) {
  return (
    <Scroll label="The essay's own arithmetic">
      <table>
        <caption>
          The essay's own arithmetic: “x as fast” and “% faster” are two things; a program that is 3.5 x as
          fast is 250% faster
        </caption>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col" class="number">
              Quoted
            </th>
            <th scope="col" class="number">
              Read as
            </th>
            <th scope="col" class="number">
              That is
            </th>
            <th scope="col" class="number">
              From its own figures
            </th>
            <th scope="col" class="number">
              That is
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ claim, quoted, asPrinted, fromFigures }) => (
            <tr key={claim.id}>
              <th scope="row">
                {claim.text} <span class="meta">{claim.id}</span>
              </th>
              <td class="number">“{quoted} faster”</td>
              <td class="number">{formatFigure(asPrinted.timesAsFast, "ratio")} as fast</td>
              <td class="number">{formatFigure(asPrinted.faster, "percent")} faster</td>
              {fromFigures === undefined ? (
                <td colSpan={2} class="nothing">
                  prints no two figures for it
                </td>
              ) : (
                <>
                  <td class="number">
                    <Datum figure={fromFigures.figure} /> as fast
                  </td>
                  <td class="number">{formatFigure(fromFigures.readings.faster, "percent")} faster</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
