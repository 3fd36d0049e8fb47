import type { Work } from "../../strategies/strategy.js";
import { openDocumentClient } from "../../workloads/fetch-document.js";
import { type Argument, choiceIn, countIn, type JobOutcome, textIn } from "../job-program.js";
import { DocumentError, type FaultHandling, faultHandlings, patientFor } from "./fault-handling.js";

/**
 * D2 `faults`: documents 1 to `documents` at once, from an origin that answers one of them wrongly.
 * Argument: `variant`, `origin`, `documents`, `timeoutMs`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const handling: FaultHandling = faultHandlings[choiceIn(argument, "variant", faultHandlings)];
  const documents = Array.from({ length: countIn(argument, "documents", 150) }, (_, index) => index + 1);
  const client = openDocumentClient({ origin: textIn(argument, "origin") });
  const patient = patientFor(countIn(argument, "timeoutMs", 30_000), client);

  const startMs = performance.now();
  let lastResultMs = 0;
  const fetchName: Work<number, string> = async (...task) => {
    const name = await patient(...task);
    lastResultMs = performance.now() - startMs;
    return name;
  };
  const outcomes = await handling(documents, fetchName).catch((error: unknown) => [{ error }]);
  const workMs = performance.now() - startMs;

  const names = outcomes.flatMap((outcome) => ("name" in outcome ? [outcome.name] : []));
  const failed = outcomes.flatMap((outcome) =>
    "error" in outcome && outcome.error instanceof DocumentError ? [outcome.error.document] : [],
  );
  const { requestCount } = client.stats();
  await client.close();
  return {
    workMs,
    answers: documents.map((_, index) => {
      const outcome = outcomes[index];
      return outcome && "name" in outcome ? outcome.name : "";
    }),
    counters: {
      documents: names.length,
      requests: requestCount,
      lastResultMs,
      ...(failed[0] !== undefined && { failedDocument: failed[0] }),
    },
  };
}
