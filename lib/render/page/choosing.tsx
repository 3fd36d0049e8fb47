import type { Advice } from "../choosing.js";
import type { ReportModel } from "../report-model.js";
import { Scroll } from "./scroll.js";
import { Sentence } from "./sentence.js";

/** Which model for which work: a row for each kind of work, with the experiment that carries it. */
export function Choosing({ model }: { model: ReportModel }) {
  return (
    <section id="choosing">
      <h2>Which model for which work?</h2>
      <p>
        Read off the figures above, for the machine shown in full: how long a task waits, how much it
        computes, how many there are, and what cores add. First comes the best median; the noise does not tell
        from it what stands beside it, and the factors behind it are of the others against it, within rounds.
        These intervals are not corrected for having been picked from many; the verdicts are.
      </p>
      <Scroll label="Which model for which work">
        <table class="choosing">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">First</th>
              <th scope="col">Behind it</th>
              <th scope="col">Its figure</th>
            </tr>
          </thead>
          <tbody>
            {model.advice.map((advice) => (
              <Row key={advice.choice.id} advice={advice} anchor={anchorOf(advice, model)} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Row({ advice: { choice, best, others, experiment }, anchor }: { advice: Advice; anchor: string }) {
  return (
    <tr id={`choosing-${choice.id}`}>
      <th scope="row">
        {choice.work}
        <span class="meta">{choice.about}</span>
      </th>
      <td data-label="First">
        {best === undefined ? <span class="nothing">not known</span> : <Sentence of={best} />}
      </td>
      <td data-label="Behind it">
        <Sentence of={others} />
      </td>
      <td data-label="Its figure">
        <a href={`#${anchor}`}>{experiment}</a>
      </td>
    </tr>
  );
}

/** Of the experiment, or of its essay where that was not measured at all. */
function anchorOf({ choice }: Advice, { documents }: ReportModel): string {
  const section = documents.find(({ document }) => document.slug === choice.document);
  const shown = section?.runs[0]?.experiments.find(({ experiment }) => experiment.id === choice.experiment);
  return shown?.anchor ?? choice.document;
}
