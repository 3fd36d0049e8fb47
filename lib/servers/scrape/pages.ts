/** A page of the scrape server. */
export interface Page {
  readonly path: string;
  readonly bytes: number;
  /** From the request to the first byte of the answer, in units that the server's argument sets. */
  readonly delayUnits: number;
}

/**
 * Five pages of sizes and delays as different as those of five sites are; the slowest is neither the first nor the
 * last, nor the largest.
 */
export const pages: readonly Page[] = [
  { path: "/pages/front", bytes: 64_000, delayUnits: 5 },
  { path: "/pages/archive", bytes: 512_000, delayUnits: 12 },
  { path: "/pages/search", bytes: 24_000, delayUnits: 20 },
  { path: "/pages/about", bytes: 4_000, delayUnits: 2 },
  { path: "/pages/feed", bytes: 160_000, delayUnits: 8 },
];

/** Below this path the same pages are served, but for one. */
export const FAILING = "/failing";

/** The page whose connection the server resets there, when its answer is due. */
export const FAILING_PAGE = "/pages/front";
