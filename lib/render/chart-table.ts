import type { Chart } from "../charts/chart.js";
import { intervalText } from "../charts/ratios.js";
import { formatFigure } from "../units.js";

/** What a chart draws, as a table for readers who do not see it, or want the numbers. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Those of a curve that a table shows. */
const PERCENTILES = [50, 90, 99, 99.9];

export function chartTable(chart: Chart): ChartTable {
  switch (chart.kind) {
    case "distribution":
      return {
        head: ["Variant", "Runs, in the order of the rounds"],
        rows: chart.rows.map(({ name, values }) => [
          name,
          values.map((value) => formatFigure(value, chart.unit)).join(", "),
        ]),
      };
    case "waterfall":
      return {
        head: ["Variant", "Tasks", "Median task", "Last end", "At once at most"],
        rows: chart.lanes.map(({ name, tasks }) => {
          const durations = tasks.map(([startMs, endMs]) => endMs - startMs).sort((a, b) => a - b);
          return [
            name,
            formatFigure(tasks.length, "count"),
            formatFigure(durations[Math.floor(durations.length / 2)]!, "ms"),
            formatFigure(Math.max(...tasks.map(([, endMs]) => endMs)), "ms"),
            formatFigure(mostAtOnce(tasks), "count"),
          ];
        }),
      };
    case "efficiency":
      return {
        head: ["Variant", "Ideal / measured"],
        rows: chart.rows.map(({ name, efficiency }) => [name, formatFigure(efficiency, "percent")]),
      };
    case "published-against-measured":
      return {
        head: ["Variant", "Published", "Measured, median", "Interval"],
        rows: chart.rows.map(({ name, published: [low, high], measured }) => [
          name,
          low === high
            ? formatFigure(low, chart.unit)
            : `${formatFigure(low, chart.unit)} to ${formatFigure(high, chart.unit)}`,
          measured === undefined ? "not measured here" : formatFigure(measured.middle, chart.unit),
          measured === undefined
            ? ""
            : `${formatFigure(measured.low, chart.unit)} to ${formatFigure(measured.high, chart.unit)}`,
        ]),
      };
    case "predicted-against-measured":
      return {
        head: ["Variant", "Predicted", "Measured", "Error"],
        rows: chart.points.map(({ name, predicted, measured }) => [
          name,
          formatFigure(predicted, chart.unit),
          formatFigure(measured, chart.unit),
          formatFigure(predicted / measured - 1, "percent"),
        ]),
      };
    case "gap-ladder":
      return {
        head: ["Variant or factor", "Takes away", "Interval", "Share of the gap", "Leaves"],
        rows: chart.rows.map(({ name, from, to, share, interval }) => [
          name,
          share === undefined ? "" : formatFigure(from - to, chart.unit),
          interval === undefined
            ? ""
            : `${formatFigure(interval[0], chart.unit)} to ${formatFigure(interval[1], chart.unit)}`,
          share === undefined ? "" : formatFigure(share, "percent"),
          formatFigure(to, chart.unit),
        ]),
      };
    case "curves":
      return {
        head: ["Curve", chart.xAxis, chart.yAxis],
        rows: chart.curves.flatMap(({ name, points }) =>
          points.map(([x, value]) => [
            name,
            formatFigure(x, chart.xUnit ?? "count"),
            formatFigure(value, chart.unit),
          ]),
        ),
      };
    case "cumulative":
      return {
        head: ["Variant", "Values", "A tenth up to", "Half up to", "Nine tenths up to", "All up to"],
        rows: chart.rows.map(({ name, values }) => [
          name,
          formatFigure(values.length, "count"),
          ...[0.1, 0.5, 0.9, 1].map((share) =>
            formatFigure(values[Math.ceil(share * values.length) - 1]!, chart.unit),
          ),
        ]),
      };
    case "percentiles":
      return {
        head: ["Variant", ...PERCENTILES.map((percentile) => `p${percentile}`)],
        rows: chart.rows.map(({ name, points }) => [
          name,
          ...PERCENTILES.map((percentile) => {
            const point = points.find(([quantile]) => quantile * 100 >= percentile);
            return point === undefined ? "too few" : formatFigure(point[1], chart.unit);
          }),
        ]),
      };
    case "heat-map":
      return {
        head: [chart.columnsAre, ...chart.columns],
        rows: chart.rows.map(({ name }, row) => [
          name,
          ...chart.columns.map((_, column) => {
            const cell = chart.cells.find(
              (candidate) => candidate.row === row && candidate.column === column,
            );
            if (cell === undefined) return "not measured here";
            return [cell.text, cell.detail, cell.note].filter((part) => part !== undefined).join("; ");
          }),
        ]),
      };
    case "outcome-grid":
      return {
        head: [chart.columnsAre, ...chart.columns],
        rows: chart.rows.map(({ name }, row) => [
          name,
          ...chart.columns.map((_, column) => {
            const cell = chart.cells.find(
              (candidate) => candidate.row === row && candidate.column === column,
            );
            return [cell?.text, cell?.note].filter((part) => part !== undefined).join("; ");
          }),
        ]),
      };
    case "ratios":
      return {
        head: ["Variant", "Ratio", "Interval"],
        rows: chart.rows.map((row) => [row.name, formatFigure(row.middle, "ratio"), intervalText(row)]),
      };
    case "against-floors":
      return {
        head: ["Comparison", "Ratio", "Interval", "Floor", "Goal"],
        rows: chart.rows.map(({ name, ratio, interval, floor, goal }) => [
          name,
          formatFigure(ratio, "ratio"),
          interval === undefined
            ? "too few rounds"
            : `${formatFigure(interval[0], "ratio")} to ${formatFigure(interval[1], "ratio")}`,
          formatFigure(floor, "ratio"),
          goal === undefined ? "" : formatFigure(goal, "ratio"),
        ]),
      };
    case "worker-shares":
      return {
        head: ["Cell and variant", "Shares, the busiest worker first", "Jain's index"],
        rows: chart.rows.map(({ name, shares, fairness }) => [
          name,
          shares.map((share) => formatFigure(share, "percent")).join(", "),
          formatFigure(fairness, "count"),
        ]),
      };
    case "capacity": {
      const deaths = Math.max(...chart.rows.map(({ shares }) => shares.length)) - 1;
      return {
        head: [
          "Variant",
          "Before the first death",
          ...Array.from({ length: deaths }, (_, death) => `After ${death + 1}`),
        ],
        rows: chart.rows.map(({ name, shares }) => [
          name,
          ...shares.map((share) => formatFigure(share, "percent")),
        ]),
      };
    }
    case "machine-spread":
      return {
        head: ["Variant", ...chart.machines],
        rows: chart.rows.map(({ name, marks }) => [
          name,
          ...chart.machines.map((machine) => {
            const mark = marks.find((candidate) => candidate.machine === machine);
            return mark === undefined ? "not measured here" : formatFigure(mark.efficiency, "percent");
          }),
        ]),
      };
  }
}

/** A task that ends as another starts is not at once with it. */
function mostAtOnce(tasks: readonly (readonly [number, number])[]): number {
  const changes = tasks.flatMap(([startMs, endMs]) => [
    { ms: startMs, by: 1 },
    { ms: endMs, by: -1 },
  ]);
  changes.sort((a, b) => a.ms - b.ms || a.by - b.by);
  let now = 0;
  return changes.reduce((most, { by }) => {
    now += by;
    return Math.max(most, now);
  }, 0);
}
