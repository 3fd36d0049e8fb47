import type { SourceLanguage } from "../token.js";

/**
 * What a peer of `fetch` does for the measurement alone, and the essay's program does not: telling the job that a
 * document begins, and the heartbeat. `job.numbers`, `job.url` and `job.done` stay: in their places the essay has its
 * range, its URL and its `print`.
 */
const BOOKKEEPING: Readonly<Record<SourceLanguage, readonly RegExp[]>> = {
  go: [/^\s*job\.Started\(.*\)\n/gm],
  python: [/^\s*job\.started\(.*\)\n/gm, /^from heartbeat import heartbeat\n/gm, /\bheartbeat\(job\), /g],
  typescript: [],
};

/** The program without the lines that only measure it, so that an edit counts as it would in the essay. */
export function withoutBookkeeping(source: string, language: SourceLanguage): string {
  return BOOKKEEPING[language].reduce((text, pattern) => text.replace(pattern, ""), source);
}
