import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { Experiment, VariantId } from "../catalogue/entry.js";
import { lightPalette } from "../charts/palette.js";
import type { MimeBundle } from "../jupyter/display.js";
import { unitOf } from "../render/samples.js";
import { median } from "../stats/quantile.js";
import { formatFigure } from "../units.js";
import { type HarnessProgress, PROGRESS_MEDIA_TYPE } from "./harness-message.js";
import { languageOf } from "./programs.js";

/**
 * What a cell shows while it measures: a bar, and every sample so far as a dot on one axis. The dots are drawn by
 * hand, in a fraction of a millisecond: the machine has a measurement to make.
 */
export class LiveView {
  readonly #experiment: Experiment;
  readonly #values = new Map<VariantId, number[]>();

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
  }

  /** The view after the next piece of news, in the forms of a cell's output. */
  after(progress: HarnessProgress): MimeBundle {
    const { finished } = progress;
    if (finished) {
      const values = this.#values.get(finished.variant) ?? [];
      this.#values.set(finished.variant, [...values, finished.value]);
    }
    return {
      [PROGRESS_MEDIA_TYPE]: progress,
      "text/html": render(
        <div>
          <progress max={Math.max(1, progress.sampleCount)} value={progress.finishedCount} />{" "}
          {sentenceOf(progress)}
          {this.#dots()}
        </div>,
      ),
      "text/plain": progressText(progress),
    };
  }

  #dots(): VNode | null {
    const values = [...this.#values.values()].flat().filter((value) => value > 0);
    if (values.length === 0) return null;
    const x = logScale(Math.min(...values), Math.max(...values));
    const measured = this.#experiment.variants.filter(({ id }) => this.#values.has(id));
    const height = measured.length * ROW;
    return (
      <svg
        width={WIDTH}
        height={height}
        viewBox={`0 0 ${WIDTH} ${height}`}
        style="display:block;max-width:100%;font:12px sans-serif"
      >
        <title>{`${this.#experiment.title}, as far as it is measured`}</title>
        {measured.map(({ id, title }, row) => (
          <Row
            key={id}
            y={(row + 0.5) * ROW}
            title={title}
            colour={lightPalette.languages[languageOf(id)]}
            values={this.#values.get(id)!}
            x={x}
            median={formatFigure(median(this.#values.get(id)!), unitOf(this.#experiment.metric))}
          />
        ))}
      </svg>
    );
  }
}

const WIDTH = 720;
const ROW = 18;
const LEFT = 250;
const RIGHT = 620;

interface RowProps {
  readonly y: number;
  readonly title: string;
  readonly colour: string;
  readonly values: readonly number[];
  readonly x: (value: number) => number;
  readonly median: string;
}

/** Text in the colour of the theme around it, light or dark. */
function Row({ y, title, colour, values, x, median }: RowProps): VNode {
  return (
    <g>
      <text x={LEFT - 16} y={y} text-anchor="end" dominant-baseline="central" fill="currentColor">
        {title}
      </text>
      <line x1={LEFT} x2={RIGHT} y1={y} y2={y} stroke="currentColor" stroke-opacity="0.2" />
      {values.map((value, index) => (
        <circle key={index} cx={x(value).toFixed(1)} cy={y} r="4" fill={colour} fill-opacity="0.8" />
      ))}
      <text x={RIGHT + 16} y={y} dominant-baseline="central" fill="currentColor">
        {median}
      </text>
    </g>
  );
}

/** Zero has no place on it and is drawn at the left. */
function logScale(low: number, high: number): (value: number) => number {
  const span = Math.log(high / low) || 1;
  return (value) => (value > 0 ? LEFT + ((RIGHT - LEFT) * Math.log(value / low)) / span : LEFT);
}

function progressText(progress: HarnessProgress): string {
  const { finishedCount, sampleCount } = progress;
  const width = 24;
  const done = sampleCount === 0 ? 0 : Math.round((width * finishedCount) / sampleCount);
  return `[${"#".repeat(done)}${"-".repeat(width - done)}] ${sentenceOf(progress)}`;
}

function sentenceOf({ step, detail, finishedCount, sampleCount, remainingMs }: HarnessProgress): string {
  const left =
    remainingMs === null || finishedCount === sampleCount
      ? ""
      : `, about ${formatFigure(Math.ceil(remainingMs / 1000) * 1000, "ms")} left`;
  return `${step}${detail ? ` ${detail}` : ""}${left}`;
}
