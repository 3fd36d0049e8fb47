import type { ResultFile } from "../store/result.js";

/** The commands that measure the same again, in the same order. */
export function runAgain({ document, profile, seed }: ResultFile): string {
  return `npm ci\nnpm start -- --only ${document} --profile ${profile} --seed ${seed}`;
}
