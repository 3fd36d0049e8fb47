import type { PredictionRow, PredictionSection, PredictionSummary } from "../prediction-model.js";
import { ChartFigure } from "./chart-figure.js";
import { Scroll } from "./scroll.js";
import { Datum } from "./sentence.js";

/** What a model said of one experiment beforehand, and how far off it was. */
export function Prediction({ section: { model, primitives, rows, chart } }: { section: PredictionSection }) {
  return (
    <div class="cell">
      <h5>Predicted before the run</h5>
      <p>{model}</p>
      {chart && <ChartFigure chart={chart} />}
      <Scroll label="Predictions and their errors">
        <table>
          <caption>Predictions as they came, nothing fitted; the error is of the measured median</caption>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              {["Predicted", "Measured", "Error"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">Decided by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={index} row={row} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {primitives.length > 0 && (
        <details>
          <summary>What the predictions were made from</summary>
          <dl class="abbreviations">
            {primitives.map(({ name, figure, says }) => (
              <div key={name}>
                <dt>
                  {name}: <Datum figure={figure} />
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function Row({ row: { name, cell, predicted, measured, error, because } }: { row: PredictionRow }) {
  return (
    <tr>
      <th scope="row">
        {name}
        {cell !== undefined && <span class="meta">at {cell}</span>}
      </th>
      <td class="number">
        <Datum figure={predicted} />
      </td>
      {[measured, error].map((figure, index) => (
        <td key={index} class="number">
          {figure === undefined ? <span class="nothing">–</span> : <Datum figure={figure} />}
        </td>
      ))}
      <td>{because}</td>
    </tr>
  );
}

/** How far the models were off, over all documents. */
export function PredictionSummaries({ of }: { of: readonly PredictionSummary[] }) {
  return (
    <section id="predictions">
      <h2>What a simple model explains</h2>
      <p>
        Before each of these experiments ran, a formula said what would come, from its parameters and, where
        it needs prices, from short calibrating runs. What the formula leaves out is what its error shows.
        Where handing over pays was foretold too: the experiment on crossing has it.
      </p>
      <Scroll label="Errors of the predictions by experiment">
        <table>
          <caption>The sizes of the errors, as shares of what was measured</caption>
          <thead>
            <tr>
              <th scope="col">Experiment</th>
              {["Predictions", "Median error", "Largest error"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.map(({ anchor, document, experiment, count, middle, largest }) => (
              <tr key={anchor}>
                <th scope="row">
                  <a href={`#${anchor}`}>{experiment}</a>
                  <span class="meta">{document}</span>
                </th>
                {[count, middle, largest].map((figure) => (
                  <td key={figure.path} class="number">
                    <Datum figure={figure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
