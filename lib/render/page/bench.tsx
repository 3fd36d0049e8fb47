import { formatFigure } from "../../units.js";
import type { BenchLine, BenchSection, BenchSide } from "../bench/bench-section.js";
import { path } from "../figure-path.js";
import { plainText } from "../plain-text.js";
import { benchFileLink } from "../results-file.js";
import { ChartFigure } from "./chart-figure.js";
import { Scroll } from "./scroll.js";
import { At, Datum, Interval } from "./sentence.js";

/** The library's speed and memory against the floors that it is held to. */
export function Bench({ bench }: { bench: BenchSection }) {
  const { file, machine, others, chart, judgedCount, reachedCount } = bench;
  return (
    <section id="bench">
      <h2>The library's speed</h2>
      <p>
        What the library does beside Go, Python and the libraries of npm that do the same: every sample a
        fresh process, in random rounds, and each ratio taken within the rounds. Measured on {machine} in{" "}
        {formatFigure(file.roundCount, "count")} rounds; {formatFigure(reachedCount, "count")} of{" "}
        {formatFigure(judgedCount, "count")} floors are reached. A floor is what the library promises on such
        a machine, a goal what it reaches for. An outcome is not clear where the interval lies on both sides
        of the floor.
        {others.length > 0 && ` Also measured on ${others.join(", ")}.`}
      </p>
      {chart && <ChartFigure chart={chart} />}
      <BenchTable bench={bench} />
      <p class="elsewhere">
        <a href={benchFileLink(file)}>Raw samples (JSON)</a>
        <span>
          Measured from {plainText(file.provenance.startedAt)}; again by <code>npm run bench</code>
        </span>
      </p>
    </section>
  );
}

function BenchTable({ bench: { works, file } }: { bench: BenchSection }) {
  const at = path("bench", file.machine.id);
  return (
    <At.Provider value={at}>
      <Scroll label="The library's speed">
        <table class="bench" data-at={at}>
          <caption>Medians of the whole work, and how many times as good the first is as the second</caption>
          <thead>
            <tr>
              <th scope="col">Compared</th>
              {["Ratio", "Interval", "Floor", "Goal"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          {works.map(({ work, anchor, rows }) => (
            <tbody key={work.id} id={anchor}>
              <tr>
                <th scope="rowgroup" colSpan={6}>
                  {work.title}{" "}
                  <a class="self" href={`#${anchor}`} aria-label={`Link to ${work.id}`}>
                    {work.id}
                  </a>
                  {work.note && <span class="meta">{work.note}</span>}
                </th>
              </tr>
              {rows.map((line, index) => (
                <Line key={index} line={line} advantage={work.advantage} />
              ))}
            </tbody>
          ))}
        </table>
      </Scroll>
    </At.Provider>
  );
}

function Line({ line, advantage }: { line: BenchLine; advantage: string }) {
  const { row, subject, baseline, ratio, interval } = line;
  const bound = (value: number | null) => (value === null ? "" : formatFigure(value, "ratio"));
  return (
    <tr>
      <th scope="row">
        <Side side={subject} /> against <Side side={baseline} />
      </th>
      <td class="number">
        {ratio ? (
          <>
            <Datum figure={ratio} /> {advantage}
          </>
        ) : (
          <span class="nothing">–</span>
        )}
      </td>
      <td class="number">
        {interval ? <Interval of={interval} /> : ratio && <span class="nothing">too few rounds</span>}
      </td>
      <td class="number">{bound(row.floor)}</td>
      <td class="number">{bound(row.goal)}</td>
      <td>
        <Outcome line={line} />
      </td>
    </tr>
  );
}

function Outcome({ line: { row, outcome } }: { line: BenchLine }) {
  if (outcome === "no floor") return null;
  return (
    <>
      {outcome === "missed" ? <strong>missed</strong> : outcome}
      {row.clear === false && ", not clearly"}
      {row.obstacle !== undefined && <span class="meta">{row.obstacle}</span>}
    </>
  );
}

function Side({ side: { title, middle, reason } }: { side: BenchSide }) {
  return (
    <>
      {title}{" "}
      <span class="meta-inline">
        ({middle ? <Datum figure={middle} /> : "not measured"}
        {reason !== undefined && `; ${reason}`})
      </span>
    </>
  );
}
