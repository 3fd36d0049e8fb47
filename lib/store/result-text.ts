import type { BenchFile } from "./bench-file.js";
import type { ResultFile } from "./result.js";

/**
 * A result file or a bench file as JSON for people and for version control: indented, but each sample and each trace on one line, so
 * that a new measurement changes as many lines as it has samples. The same result gives the same text.
 */
export function resultText(result: ResultFile | BenchFile): string {
  return `${format(result, "")}\n`;
}

function format(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return formatArray(value, indent);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const deeper = `${indent}  `;
  const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${format(item, deeper)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function formatArray(items: readonly unknown[], indent: string): string {
  const holdsObjects = items.some(
    (item) => typeof item === "object" && item !== null && !Array.isArray(item),
  );
  if (!holdsObjects) return JSON.stringify(items);
  return `[\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
}
