import type { CellSection, ExperimentSection } from "../experiment-model.js";
import { path } from "../figure-path.js";
import { plainText } from "../plain-text.js";
import type { Run } from "../report-model.js";
import { resultsFile } from "../results-file.js";
import { ChartFigure } from "./chart-figure.js";
import { filterMarks } from "./filter-marks.js";
import { Prediction } from "./prediction.js";
import { At, Datum, Text } from "./sentence.js";
import { VariantTable } from "./variant-table.js";

interface ExperimentProps {
  readonly section: ExperimentSection;
  readonly run: Run;
  /** Named where there are several. */
  readonly machine?: string;
  /** Whether the page has a section of the experiment on several machines. */
  readonly compared: boolean;
}

/** One experiment on one machine: question, pictures, table. */
export function Experiment({ section, run, machine, compared }: ExperimentProps) {
  const { experiment } = section;
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
          {compared && <a href={`#${section.anchor}-machines`}>The same on all machines</a>}
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
      {measured?.prediction && <Prediction section={measured.prediction} />}
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
