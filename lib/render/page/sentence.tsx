import { createContext, Fragment } from "preact";
import { useContext } from "preact/hooks";
import { type Figure, figureText, type Prose } from "../prose.js";

/**
 * The beginning that the paths of many figures share: an element carries it as `data-at`, and the figures in it only
 * the rest, after `./`. Paths written out would be a sixth of the page.
 */
export const At = createContext<string | undefined>(undefined);

/** A figure in the text, with the path of its value: see `resolveFigure`. */
export function Datum({ figure }: { figure: Figure }) {
  const at = useContext(At);
  const path =
    at !== undefined && figure.path.startsWith(`${at}/`) ? `.${figure.path.slice(at.length)}` : figure.path;
  return (
    <data value={String(figure.value)} data-path={path} data-unit={figure.unit}>
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
