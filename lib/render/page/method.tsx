import { path } from "../figure-path.js";
import { noiseFloorWords } from "../noise.js";
import { plainText } from "../plain-text.js";
import type { Figure } from "../prose.js";
import type { ReportModel, Run } from "../report-model.js";
import { resultsFile } from "../results-file.js";
import { runAgain } from "../run-again.js";
import { runMarks } from "./run-marks.js";
import { Datum, Sentence } from "./sentence.js";

/** How the figures came about, so that a reader can doubt them, and measure again. */
export function Method({ model }: { model: ReportModel }) {
  return (
    <section id="method">
      <h2>How it was measured</h2>
      <p>
        Every sample is a fresh process. A round runs each variant once, in an order drawn from a seed, and
        comparisons are ratios within rounds, so that a host that drifts hits both sides. Two copies of one
        program run under two names: as far as these come apart, nothing else counts as a difference (the
        noise floor). Answers are checked by digest before any time counts; what failed is shown and enters no
        figure.
      </p>
      {model.documents.flatMap(({ document, runs }) =>
        runs.map((run) => (
          <section key={`${document.slug}-${run.machine.anchor}`} {...runMarks(run)}>
            <h3>
              {document.title} <span class="on">on {run.machine.id}</span>
            </h3>
            <Provenance run={run} />
          </section>
        )),
      )}
    </section>
  );
}

function Provenance({ run }: { run: Run }) {
  const { result } = run;
  const { provenance } = result;
  const at = path("results", result.machine.id, result.document);
  const seed: Figure = { path: `${at}/seed`, value: result.seed, unit: "count" };
  return (
    <>
      <dl class="facts">
        <Fact name="Profile">{result.profile}</Fact>
        <Fact name="Seed of the order">
          <Datum figure={seed} />
        </Fact>
        <Fact name="Measured">
          {plainText(provenance.startedAt)} to {plainText(provenance.finishedAt)}
        </Fact>
        <Fact name="Commit">
          {provenance.commit === null ? (
            `none: ${plainText(provenance.commitMissing ?? "not known")}`
          ) : (
            <code>{plainText(provenance.commit)}</code>
          )}
          {provenance.dirty && " with changes"}
        </Fact>
        <Fact name="Versions">
          {Object.entries(provenance.versions)
            .map(([name, version]) => `${plainText(name)} ${plainText(version)}`)
            .join(", ")}
        </Fact>
        <Fact name="Host at the start">
          {Object.entries(result.machine.volatile)
            .map(([name, value]) => `${plainText(name)} ${value === null ? "not known" : plainText(value)}`)
            .join(", ")}
        </Fact>
        {run.experiments.map(
          ({ experiment, measured }) =>
            measured && (
              <Fact key={experiment.id} name={`Experiment ${experiment.id}`}>
                <Datum
                  figure={{
                    path: `${at}/${path("experiments", experiment.id, "roundCount")}`,
                    value: measured.result.roundCount,
                    unit: "count",
                  }}
                />{" "}
                rounds;{" "}
                <Sentence
                  of={noiseFloorWords(
                    measured.result,
                    experiment.metric,
                    `${at}/${path("experiments", experiment.id)}`,
                  )}
                />
                {Object.entries(measured.result.parameters).map(
                  ([name, value]) => `; ${plainText(name)} ${plainText(value)}`,
                )}
              </Fact>
            ),
        )}
        <Fact name="All samples">
          <a href={resultsFile(result)}>
            results/{run.machine.id}/{result.document}.json
          </a>
        </Fact>
      </dl>
      <p>Run it again:</p>
      <pre>
        <code>{runAgain(result)}</code>
      </pre>
    </>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
