import { Fragment } from "preact";
import { type Figure, figureText, type Prose } from "../prose.js";

/** A figure in the text, with the path of its value: see `resolveFigure`. */
export function Datum({ figure }: { figure: Figure }) {
  return (
    <data value={String(figure.value)} data-path={figure.path} data-unit={figure.unit}>
      {figureText(figure)}
    </data>
  );
}

/** Text, figures, and code between backticks. */
export function Sentence({ of }: { of: Prose }) {
  return (
    <>
      {of.map((part, index) => (
        <Fragment key={index}>
          {typeof part === "string" ? <Text of={part} /> : <Datum figure={part} />}
        </Fragment>
      ))}
    </>
  );
}

/** Text with code between backticks; one that is not closed stays as it is. */
export function Text({ of }: { of: string }) {
  const parts = of.split(/`([^`]+)`/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

export function Interval({ of }: { of: readonly [low: Figure, high: Figure] }) {
  return (
    <span class="interval">
      <Datum figure={of[0]} /> to <Datum figure={of[1]} />
    </span>
  );
}
