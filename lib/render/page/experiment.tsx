import type { CellSection, ExperimentSection, VariantRow } from "../experiment-model.js";
import { path } from "../figure-path.js";
import { languageOf } from "../names.js";
import { plainText } from "../plain-text.js";
import type { Run } from "../report-model.js";
import { resultsFile } from "../results-file.js";
import { ChartFigure } from "./chart-figure.js";
import { filterMarks } from "./filter-marks.js";
import { Scroll } from "./scroll.js";
import { At, Datum, Interval, Text } from "./sentence.js";

const STATUS_WORDS = {
  ok: "ended well",
  error: "failed",
  timeout: "timed out",
  invalid: "answered wrongly",
  skipped: "not run",
};

interface ExperimentProps {
  readonly section: ExperimentSection;
  readonly run: Run;
  /** Named where there are several. */
  readonly machine?: string;
}

/** One experiment on one machine: question, pictures, table. */
export function Experiment({ section, run, machine }: ExperimentProps) {
  const { experiment, measured } = section;
  const at = path("results", run.result.machine.id, run.result.document, "experiments", experiment.id);
  return (
    <At.Provider value={at}>
      <section class="experiment" id={section.anchor} data-at={at} {...filterMarks(experiment.variants)}>
        <h4>
          {experiment.title}{" "}
          <a class="self" href={`#${section.anchor}`} aria-label={`Link to ${experiment.id}`}>
            {experiment.id}
          </a>
          {machine !== undefined && <span class="on">on {machine}</span>}
        </h4>
        <p class="question">
          <Text of={experiment.question} />
        </p>
        <Measured section={section} />
        <p class="elsewhere">
          <a href={resultsFile(run.result)}>Raw samples (JSON)</a>
          {machine !== undefined && measured !== undefined && (
            <a href={`#${section.anchor}-machines`}>The same on all machines</a>
          )}
        </p>
      </section>
    </At.Provider>
  );
}

function Measured({ section: { experiment, measured } }: { section: ExperimentSection }) {
  return (
    <>
      {measured?.result.warnings.map((warning, index) => (
        <p class="warning" key={index}>
          Warning: {plainText(warning)}
        </p>
      ))}
      {measured === undefined ? (
        <p class="nothing">Not measured here yet.</p>
      ) : (
        measured.cells.map((cell, index) => (
          <Cell
            key={cell.id}
            cell={cell}
            earlier={measured.cells.slice(0, index)}
            ideal={experiment.ideal}
            several={measured.cells.length > 1}
          />
        ))
      )}
    </>
  );
}

interface CellProps {
  readonly cell: CellSection;
  /** The cells above it on the page, where a variant may have been introduced. */
  readonly earlier: readonly CellSection[];
  readonly ideal: string;
  readonly several: boolean;
}

function Cell({ cell, earlier, ideal, several }: CellProps) {
  return (
    <div class="cell">
      {several && (
        <h5 id={cell.headline ? undefined : cell.anchor}>
          At <code>{plainText(cell.id)}</code>
        </h5>
      )}
      {(cell.headline || cell.ideal) && (
        <p class="ideal">
          The ideal
          {cell.headline && (
            <>
              : <Text of={ideal} />
            </>
          )}
          .{" "}
          {cell.ideal && (
            <>
              Here <Datum figure={cell.ideal.figure} />: {plainText(cell.ideal.because)}.
            </>
          )}
        </p>
      )}
      {cell.charts.map((chart) => (
        <ChartFigure key={chart.id} chart={chart} />
      ))}
      <VariantTable cell={cell} earlier={earlier} />
    </div>
  );
}

/** The variants of one cell with their figures. */
function VariantTable({ cell, earlier }: Pick<CellProps, "cell" | "earlier">) {
  const isNew = ({ id }: VariantRow) => !earlier.some(({ rows }) => rows.some((row) => row.id === id));
  return (
    <Scroll label="The variants and their figures">
      <table class="variants">
        <caption>
          The variants: median with its interval (95% or more, from six runs up), and what they used
        </caption>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <th scope="col" class="number">
              Median
            </th>
            <th scope="col" class="number">
              Interval
            </th>
            <th scope="col" class="number">
              Runs
            </th>
            {cell.columns.map(({ title, about }) => (
              <th key={title} scope="col" class="number">
                <abbr title={about}>{title}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cell.rows.map((row) => (
            <Row key={row.id} row={row} isNew={isNew(row)} columns={cell.columns.length} />
          ))}
        </tbody>
      </table>
      <dl class="abbreviations">
        {cell.columns.map(({ title, about }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </Scroll>
  );
}

function Row({ row, isNew, columns }: { row: VariantRow; isNew: boolean; columns: number }) {
  return (
    <tr {...filterMarks([row])}>
      <th scope="row">
        <span class={`language ${languageOf(row.id)}`} aria-hidden="true" />
        {row.variant === undefined ? row.name : <a href={`../${row.variant.source}`}>{row.name}</a>}
        {row.badges.map((badge) => (
          <span key={badge} class="mark">
            {badge}
          </span>
        ))}
        {isNew && row.variant && (
          <span class="meta">
            <Text of={row.variant.summary} />
          </span>
        )}
        {row.notes.map(({ status, count, reasons }) => (
          <span key={status} class="note">
            {STATUS_WORDS[status]}
            {status === "skipped" ? "" : ` ${count} times`}: {reasons.join("; ")}
          </span>
        ))}
      </th>
      {row.middle === undefined ? (
        <td class="number nothing" colSpan={3 + columns}>
          no figure
        </td>
      ) : (
        <>
          <td class="number">
            <strong>
              <Datum figure={row.middle} />
            </strong>
          </td>
          <td class="number">
            {row.interval ? <Interval of={row.interval} /> : <span class="nothing">too few runs</span>}
          </td>
          <td class="number">
            <Datum figure={row.okCount} />
          </td>
          {row.others.map((figure, index) => (
            <td key={index} class="number">
              {figure === undefined ? <span class="nothing">–</span> : <Datum figure={figure} />}
            </td>
          ))}
        </>
      )}
    </tr>
  );
}
