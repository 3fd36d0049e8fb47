import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sourceHash } from "./content-policy.js";
import { packed } from "./packed.js";

/** Plotly as the page carries it. */
export interface PlotlyBundle {
  readonly packed: string;
  /** Of the unpacked source, for the content security policy. */
  readonly hash: string;
}

let bundle: PlotlyBundle | undefined;

/** Packs the installed bundle, once in a process. */
export function plotlyBundle(): PlotlyBundle {
  if (bundle === undefined) {
    const source = readFileSync(createRequire(import.meta.url).resolve("plotly.js"), "utf8");
    bundle = { packed: packed(source), hash: sourceHash(source) };
  }
  return bundle;
}
