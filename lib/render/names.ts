import type { Document, Language, Metric, Variant, VariantId } from "../catalogue/entry.js";
import { languageNames } from "../charts/palette.js";
import { plainText } from "./plain-text.js";

/** A variant's entry in the catalogue, whichever experiment of the document lists it. */
export function catalogued(document: Document, id: VariantId): Variant | undefined {
  return document.experiments.flatMap(({ variants }) => variants).find((variant) => variant.id === id);
}

/**
 * What sentences and charts call a variant: its title, with the language where the title does not say it. One that
 * the catalogue does not know goes by its id.
 */
export function variantName(document: Document, id: VariantId): string {
  const title = catalogued(document, id)?.title;
  if (title === undefined) return plainText(id);
  const language = languageNames[languageOf(id)];
  return title.includes(language) ? title : `${title} (${language})`;
}

/** The language that a variant's id begins with. */
export function languageOf(id: VariantId): Language {
  const prefix = id.slice(0, id.indexOf("/"));
  return prefix === "go" || prefix === "python" || prefix === "pypy" ? prefix : "typescript";
}

/** A metric in words, as a chart's axis says it. */
export function metricName(metric: Metric): string {
  return `${metricWords(metric)} (log scale)`;
}

/** A metric in words, as a sentence says it. */
export function metricWords(metric: Metric): string {
  switch (metric) {
    case "workMs":
      return "time of the work";
    case "wholeMs":
      return "time from start to exit";
    case "cpuMs":
      return "processor time";
    case "peakRssBytes":
      return "peak resident memory";
    default:
      return spaced(metric);
  }
}

/** What stands between a ratio and the variant that it is measured against. */
export function ratioPhrase(metric: Metric): string {
  switch (metric) {
    case "workMs":
    case "wholeMs":
      return "as long as";
    case "cpuMs":
      return "the processor time of";
    case "peakRssBytes":
      return "the peak resident memory of";
    default:
      return `the ${spaced(metric)} of`;
  }
}

/** A parameter of a cell in words, as an axis says it. */
export function parameterName(name: string): string {
  return name === "rttMs" ? "round-trip time" : spaced(name);
}

/** `counters.heartbeatDelayMaxMs`, or a parameter's name, in words: "heartbeat delay max". */
function spaced(name: string): string {
  return name
    .replace(/^counters\./, "")
    .replace(/(Ms|Bytes)$/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Who stated a claim, after "stated by". */
export const STATED_BY = {
  essay: "the essay",
  program: "its program",
  talk: "the talk",
  ours: "us",
} as const;
