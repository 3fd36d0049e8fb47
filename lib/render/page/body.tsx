import type { Language } from "../../catalogue/entry.js";
import { languageNames } from "../../charts/palette.js";
import type { DocumentSection, ReportModel, Run } from "../report-model.js";
import { VERDICT_RULE } from "../verdict-rule.js";
import { Badge, BadgeShapes } from "./badge.js";
import { Bench } from "./bench.js";
import { Choosing } from "./choosing.js";
import { Experiment } from "./experiment.js";
import { Filters } from "./filters.js";
import { Machines } from "./machines.js";
import { Method } from "./method.js";
import { PredictionSummaries } from "./prediction.js";
import { ArithmeticTable, PublishedTable } from "./published.js";
import { runMarks } from "./run-marks.js";
import { Scroll } from "./scroll.js";
import { Datum, Text } from "./sentence.js";
import { VerdictMatrix } from "./verdict-matrix.js";
import { BriefVerdicts, VerdictTable } from "./verdict-table.js";

/** The page from its first line to its last, in the order of a reader's questions. */
export function Body({ model }: { model: ReportModel }) {
  const several = model.machines.length > 1;
  return (
    <>
      <a class="skip" href="#verdicts">
        To the verdicts
      </a>
      <BadgeShapes />
      <Header model={model} />
      <main>
        {model.machines.length > 0 && <Filters model={model} />}
        <section id="verdicts">
          <h2>Verdicts</h2>
          {model.documents.map((section) => (
            <Verdicts key={section.document.slug} section={section} several={several} />
          ))}
          <Rule />
        </section>
        <section id="experiments">
          <h2>Experiments</h2>
          <Legend />
          {several && <InFull model={model} />}
          {model.documents.map((section) => (
            <Experiments key={section.document.slug} section={section} several={several} />
          ))}
        </section>
        {model.advice.length > 0 && <Choosing model={model} />}
        {model.predictions.length > 0 && <PredictionSummaries of={model.predictions} />}
        {model.bench && <Bench bench={model.bench} />}
        {model.machines.length > 0 && <Machines model={model} />}
        {model.machines.length > 0 && <Method model={model} />}
      </main>
    </>
  );
}

function Header({ model }: { model: ReportModel }) {
  return (
    <header>
      <p class="brand">interleave</p>
      <button type="button" id="theme" hidden>
        Dark
      </button>
      <h1>What essays say of concurrency, and what holds when it is measured</h1>
      <p class="lead">
        Essays compare concurrency in Python, Go and Node.js. Here their programs, and others that do the same
        work, ran side by side in random rounds; each claim has a verdict by one rule, and each verdict the
        figures that it rests on.
      </p>
      <nav aria-label="Contents">
        <a href="#verdicts">Verdicts</a>
        <a href="#experiments">Experiments</a>
        {model.advice.length > 0 && <a href="#choosing">Choosing</a>}
        {model.predictions.length > 0 && <a href="#predictions">Predictions</a>}
        {model.bench && <a href="#bench">The library</a>}
        {model.machines.length > 0 && <a href="#machines">Machines</a>}
        {model.machines.length > 0 && <a href="#method">Method</a>}
      </nav>
    </header>
  );
}

function Verdicts({ section, several }: { section: DocumentSection; several: boolean }) {
  const { document, runs, notebookPage } = section;
  return (
    <section id={document.slug} data-document={document.slug}>
      <h3>
        “{document.title}”, {document.year}
      </h3>
      <p class="setting">
        <Text of={document.setting} />
      </p>
      <p class="elsewhere">
        <a href={`../notebooks/${document.notebook}.ipynb`}>The notebook</a>
        {notebookPage !== undefined && <a href={notebookPage}>The notebook as it ran</a>}
      </p>
      {runs.length === 0 && <p class="nothing">Not measured yet.</p>}
      {runs.length > 1 && <VerdictMatrix section={section} />}
      {runs.map((run, index) => (
        <div key={run.machine.anchor} {...runMarks(run)}>
          {several && (
            <h4 class="machine">
              On <a href={`#machine-${run.machine.anchor}`}>{run.machine.id}</a>
            </h4>
          )}
          <Tally run={run} />
          {index === 0 ? (
            <VerdictTable run={run} slug={document.slug} title={document.title} />
          ) : (
            <details>
              <summary>Why, claim by claim</summary>
              <Scroll label={`Verdicts on ${document.title}, measured on ${run.machine.id}`}>
                <BriefVerdicts run={run} />
              </Scroll>
            </details>
          )}
        </div>
      ))}
    </section>
  );
}

function Tally({ run }: { run: Run }) {
  return (
    <ul class="tally" aria-label="Verdicts by kind">
      {run.tally.map(({ kind, count }) => (
        <li key={kind}>
          <Datum figure={count} /> <Badge kind={kind} />
        </li>
      ))}
    </ul>
  );
}

function Rule() {
  return (
    <details class="rule">
      <summary>How a verdict falls</summary>
      {VERDICT_RULE.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </details>
  );
}

function Legend() {
  return (
    <p class="legend">
      {(Object.keys(languageNames) as Language[]).map((language) => (
        <span key={language}>
          <span class={`language ${language}`} aria-hidden="true" /> {languageNames[language]}
        </span>
      ))}
    </p>
  );
}

function InFull({ model }: { model: ReportModel }) {
  const [lead, other] = model.machines;
  return (
    <p>
      Measured on <a href={`#machine-${lead!.anchor}`}>{lead!.id}</a>, which this page shows in full; where it
      has not measured an essay, the first machine that has stands in. How the variants compare on the others
      is <a href="#machines">under Machines</a>; <code>npm run report -- --machines {other!.id}</code> shows
      another one in full.
    </p>
  );
}

function Experiments({
  section: { document, runs, comparisons, arithmetic },
  several,
}: {
  section: DocumentSection;
  several: boolean;
}) {
  const [run] = runs;
  if (run === undefined) return null;
  return (
    <section {...runMarks(run)}>
      <h3>{document.title}</h3>
      {run.experiments
        .filter(({ measured }) => measured !== undefined)
        .map((experiment) => (
          <Experiment
            key={experiment.anchor}
            section={experiment}
            run={run}
            {...(several && { machine: run.machine.id })}
            compared={comparisons.some(({ experiment: { id } }) => id === experiment.experiment.id)}
          />
        ))}
      {run.published.length > 0 && <PublishedTable run={run} />}
      <NotYet run={run} />
      {arithmetic.length > 0 && <ArithmeticTable entries={arithmetic} />}
    </section>
  );
}

function NotYet({ run }: { run: Run }) {
  const missing = run.experiments.filter(({ measured }) => measured === undefined);
  if (missing.length === 0) return null;
  return (
    <div class="not-yet">
      <h4>Not measured here yet</h4>
      <ul>
        {missing.map(({ experiment, anchor }) => (
          <li key={anchor} id={anchor}>
            {experiment.title}: {experiment.question}
          </li>
        ))}
      </ul>
    </div>
  );
}
