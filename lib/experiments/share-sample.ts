import type { Subject } from "../measure/rounds.js";
import type { SampleBody } from "../measure/run-job.js";

/** What one cell shows of a sample that is taken for several. */
export interface CellShare {
  readonly cell: string;
  /** Given samples that ended well alone; the others are the same in every cell. */
  readonly of: (sample: SampleBody) => SampleBody;
}

/**
 * A subject in several cells that share its samples: one a round, taken when the first of its cells is asked for, also
 * where an earlier run was interrupted between two of them. For what one run of a program tells of several cells at once.
 *
 * @param shares the headline's first
 */
export function shareSample(subject: Subject, shares: readonly CellShare[]): Subject[] {
  const placed = shares.map(({ cell, of }, index) => ({ of, ...(index > 0 && { cell }) }));
  if ("missing" in subject) return placed.map(({ of: _of, ...place }) => ({ ...subject, ...place }));
  const together = placed.map(({ of: _of, ...place }) => ({ id: subject.id, ...place }));
  const taken = new Map<number, Promise<SampleBody>>();
  return placed.map(({ of, ...place }, index) => ({
    ...subject,
    ...place,
    together,
    ...(index > 0 && { shared: true }),
    async sample(context) {
      const sampling = taken.get(context.round) ?? subject.sample(context);
      taken.set(context.round, sampling);
      const sample = await sampling;
      return sample.status === "ok" ? of(sample) : sample;
    },
  }));
}
