import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { CellSection, VariantRow } from "../experiment-model.js";
import { path } from "../figure-path.js";
import type { Figure } from "../prose.js";
import { type ColumnHead, columnHead } from "./column-head.js";
import { filterMarks } from "./filter-marks.js";
import { Scroll } from "./scroll.js";
import { At, Datum, fromAt, Interval, Text } from "./sentence.js";

const STATUS_WORDS = {
  ok: "ended well",
  error: "failed",
  timeout: "timed out",
  invalid: "answered wrongly",
  skipped: "not run",
};

interface VariantTableProps {
  readonly cell: CellSection;
  /** The cells above it on the page, where a variant may have been introduced. */
  readonly earlier: readonly CellSection[];
}

/** The variants of one cell with their figures. */
export function VariantTable({ cell, earlier }: VariantTableProps) {
  const unexplained = cell.columns.filter(
    ({ title }) => !earlier.some(({ columns }) => columns.some((column) => column.title === title)),
  );
  const isNew = ({ id }: VariantRow) => !earlier.some(({ rows }) => rows.some((row) => row.id === id));
  const headOf = (figures: (row: VariantRow) => readonly (Figure | undefined)[]) =>
    columnHead(cell.rows.map((row) => ({ id: row.id, figures: figures(row) })));
  const heads = {
    middle: headOf(({ middle }) => [middle]),
    interval: headOf(({ interval }) => interval ?? []),
    runs: headOf(({ middle, okCount }) => (middle === undefined ? [] : [okCount])),
    others: cell.columns.map((_, column) => headOf(({ others }) => [others[column]])),
  };
  return (
    <Scroll label="The variants and their figures">
      <table class="variants">
        <caption>
          The variants: median with its interval (95% or more, from six runs up)
          {cell.columns.length > 0 && ", and what they used"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <Head of={heads.middle}>Median</Head>
            <Head of={heads.interval}>Interval</Head>
            <Head of={heads.runs}>Runs</Head>
            {cell.columns.map(({ title, about }, column) => (
              <Head key={title} of={heads.others[column]}>
                <abbr title={about}>{title}</abbr>
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {cell.rows.map((row) => (
            <Row key={row.id} row={row} isNew={isNew(row)} heads={heads} />
          ))}
        </tbody>
      </table>
      {unexplained.length > 0 && (
        <dl class="abbreviations">
          {unexplained.map(({ title, about }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{about}</dd>
            </div>
          ))}
        </dl>
      )}
    </Scroll>
  );
}

/** The head of a column of figures. */
function Head({ of, children }: { of: ColumnHead | undefined; children: ComponentChildren }) {
  const at = useContext(At);
  return (
    <th
      scope="col"
      {...(of && { "data-path": of.paths.map((each) => fromAt(each, at)).join(" "), "data-unit": of.unit })}
    >
      {children}
    </th>
  );
}

interface RowProps {
  readonly row: VariantRow;
  readonly isNew: boolean;
  readonly heads: Readonly<Record<"middle" | "interval" | "runs", ColumnHead | undefined>> & {
    readonly others: readonly (ColumnHead | undefined)[];
  };
}

function Row({ row, isNew, heads }: RowProps) {
  return (
    <tr data-variant={path(row.id)} {...filterMarks([row])}>
      <Name row={row} isNew={isNew} />
      {row.middle === undefined ? (
        <td class="nothing" colSpan={3 + row.others.length}>
          no figure
        </td>
      ) : (
        <>
          <td>
            <strong>
              <Datum figure={row.middle} head={heads.middle} />
            </strong>
          </td>
          <td>
            {row.interval ? (
              <Interval of={row.interval} head={heads.interval} />
            ) : (
              <span class="nothing">too few runs</span>
            )}
          </td>
          <td>
            <Datum figure={row.okCount} head={heads.runs} />
          </td>
          {row.others.map((figure, index) => (
            <td key={index}>
              {figure === undefined ? (
                <span class="nothing">–</span>
              ) : (
                <Datum figure={figure} head={heads.others[index]} />
              )}
            </td>
          ))}
        </>
      )}
    </tr>
  );
}

function Name({ row, isNew }: { row: VariantRow; isNew: boolean }) {
  return (
    <th scope="row">
      {row.variant && isNew ? <a href={`../${row.variant.source}`}>{row.name}</a> : row.name}
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
  );
}
