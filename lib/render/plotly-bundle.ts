import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync, strToU8 } from "fflate";
import { sourceHash } from "./content-policy.js";

/** Plotly as the page carries it. */
export interface PlotlyBundle {
  /** Gzip in base64, for an inert script element. */
  readonly packed: string;
  /** Of the unpacked source, for the content security policy. */
  readonly hash: string;
}

let bundle: PlotlyBundle | undefined;

/**
 * Packs the installed bundle, once in a process. The compressor is plain JavaScript, because zlib's output differs
 * between versions and processors, and the page must come out the same byte for byte.
 */
export function plotlyBundle(): PlotlyBundle {
  bundle ??= pack(readFileSync(createRequire(import.meta.url).resolve("plotly.js"), "utf8"));
  return bundle;
}

function pack(source: string): PlotlyBundle {
  const packed = gzipSync(strToU8(source), { level: 9, mtime: 0 });
  return { packed: Buffer.from(packed).toString("base64"), hash: sourceHash(source) };
}
