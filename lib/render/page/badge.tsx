import type { VerdictKind } from "../../store/result.js";

/** A shape for each verdict, so that none is told by colour alone: paths in a square of 16. */
const SHAPES: Readonly<Record<VerdictKind, { readonly tone: string; readonly path: string }>> = {
  holds: { tone: "yes", path: "M3 8.5 6.5 12 13 4.5" },
  "holds in direction, not in size": { tone: "partly", path: "M3 12 12.5 3.5M7 3.5H12.5V9" },
  "holds only if": { tone: "partly", path: "M8 14V8M8 8 3.5 3M8 8 12.5 3" },
  "not distinguishable": {
    tone: "open",
    path: "M2.5 6.5C5 3.5 7 9 8 6.5S12 4 13.5 6M2.5 11C5 8 7 13.5 8 11S12 8.5 13.5 10.5",
  },
  reversed: { tone: "no", path: "M13 5.5H3.5M6 2.5 3 5.5 6 8.5M3 11H12.5" },
  "does not hold": { tone: "no", path: "M4 4 12 12M12 4 4 12" },
  "not measured here": { tone: "none", path: "M3.5 8H12.5" },
};

/** A verdict as a shape with its words beside it. */
export function Badge({ kind }: { kind: VerdictKind }) {
  return (
    <span class={`badge ${SHAPES[kind].tone}`}>
      <BadgeShape kind={kind} />
      {kind}
    </span>
  );
}

/** The shape alone, for a place that has the words beside it. */
export function BadgeShape({ kind }: { kind: VerdictKind }) {
  return (
    <svg class={`shape ${SHAPES[kind].tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#${shapeId(kind)}`} />
    </svg>
  );
}

/** The shapes themselves, once in a page: a row of a table only points at its own. */
export function BadgeShapes() {
  return (
    <svg class="away" aria-hidden="true">
      {Object.entries(SHAPES).map(([kind, { path }]) => (
        <symbol key={kind} id={shapeId(kind)} viewBox="0 0 16 16">
          <path
            d={path}
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </symbol>
      ))}
    </svg>
  );
}

function shapeId(kind: string): string {
  return `shape-${kind.replaceAll(/\W+/g, "-")}`;
}
