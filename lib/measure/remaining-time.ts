/**
 * Estimates the time to the end of a run from what each subject took so far: what a subject has left counts with its
 * own mean, and with the mean of all others until it has one.
 */
export class RemainingTime {
  readonly #subjects = new Map<string, { leftCount: number; doneCount: number; tookMs: number }>();

  /** @param keys of the subjects of all samples to come, once for each sample. */
  constructor(keys: readonly string[]) {
    this.expect(keys);
  }

  /** What all finished samples took together. */
  get tookMs(): number {
    return [...this.#subjects.values()].reduce((sum, { tookMs }) => sum + tookMs, 0);
  }

  /** Adds samples to those to come. */
  expect(keys: readonly string[]): void {
    for (const key of keys) {
      const subject = this.#subjects.get(key) ?? { leftCount: 0, doneCount: 0, tookMs: 0 };
      subject.leftCount++;
      this.#subjects.set(key, subject);
    }
  }

  /** Records one finished sample of a subject. */
  finished(key: string, tookMs: number): void {
    const subject = this.#subjects.get(key)!;
    subject.leftCount--;
    subject.doneCount++;
    subject.tookMs += tookMs;
  }

  /** Null before any sample has finished. */
  estimateMs(): number | null {
    const all = [...this.#subjects.values()];
    const means = all
      .filter(({ doneCount }) => doneCount > 0)
      .map(({ tookMs, doneCount }) => tookMs / doneCount);
    if (means.length === 0) return null;
    const overallMs = means.reduce((sum, mean) => sum + mean) / means.length;
    return all.reduce(
      (sum, { leftCount, doneCount, tookMs }) =>
        sum + leftCount * (doneCount > 0 ? tookMs / doneCount : overallMs),
      0,
    );
  }
}
