import type { Run } from "../report-model.js";

/** What the page's filters go by: the document, the machine and the profile of a run. */
export function runMarks({ result, machine }: Run): Record<string, string> {
  return {
    "data-document": result.document,
    "data-machine": machine.anchor,
    "data-profile": result.profile,
  };
}
