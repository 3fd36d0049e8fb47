import { outlierSide } from "./outliers.js";
import { median } from "./quantile.js";

/** Fewer values after the cold ones would be too few to tell what is steady. */
const STEADY_NEEDED = 5;
/** A first run that is off by less is not worth a reader's time, however steady the others are. */
const NOTABLE_SHARE = 0.05;

/**
 * How many values at the beginning of a series are cold: each lies apart from all that follow it, by the measure of
 * {@link outliers} and by more than 5% of their median, and all on the same side. Detected and not assumed: most series
 * of programs that start afresh have none.
 *
 * @param values in the order in which they were measured.
 * @returns 0 for a series that is steady from its beginning, and for one too short to tell: under six values.
 */
export function coldCount(values: readonly number[]): number {
  let count = 0;
  let side: string | null = null;
  while (values.length - count > STEADY_NEEDED) {
    const value = values[count]!;
    const after = values.slice(count + 1);
    const here = outlierSide(value, after);
    const middle = median(after);
    if (here === null || Math.abs(value - middle) <= NOTABLE_SHARE * Math.abs(middle)) break;
    if (side !== null && here !== side) break;
    side = here;
    count++;
  }
  return count;
}
