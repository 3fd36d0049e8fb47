import type { Cell } from "../store/result.js";

/** "documents 150 and 898", of an experiment or a cell; how long a load lasts counts too, since it moves what is reported of it. */
export function differingParameters(a: Cell["parameters"], b: Cell["parameters"]): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names]
    .filter((name) => a[name] !== b[name])
    .map((name) => `${name} ${a[name] ?? "none"} and ${b[name] ?? "none"}`);
}
