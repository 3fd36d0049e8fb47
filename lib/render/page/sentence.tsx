import { createContext, Fragment } from "preact";
import { useContext } from "preact/hooks";
import { type Figure, figureText, type Prose } from "../prose.js";
import type { ColumnHead } from "./column-head.js";

/**
 * The beginning that the paths of many figures share: an element carries it as `data-at`, and the figures in it only
 * the rest, after `./`. Paths written out would be a sixth of the page.
 */
export const At = createContext<string | undefined>(undefined);

/** A path as the figures inside the element at `at` carry it. */
export function fromAt(path: string, at: string | undefined): string {
  return at !== undefined && path.startsWith(`${at}/`) ? `.${path.slice(at.length)}` : path;
}

interface DatumProps {
  readonly figure: Figure;
  /** Of the column that it stands in, which then says its path and its unit. */
  readonly head?: ColumnHead | undefined;
}

/** A figure in the text, with the path of its value: see `resolveFigure`. */
export function Datum({ figure, head }: DatumProps) {
  const at = useContext(At);
  const marks = head ? {} : { "data-path": fromAt(figure.path, at), "data-unit": figure.unit };
  return (
    <data value={String(figure.value)} {...marks}>
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

interface IntervalProps {
  readonly of: readonly [low: Figure, high: Figure];
  readonly head?: ColumnHead | undefined;
}

export function Interval({ of: [low, high], head }: IntervalProps) {
  return (
    <span class="interval">
      <Datum figure={low} head={head} /> to <Datum figure={high} head={head} />
    </span>
  );
}
