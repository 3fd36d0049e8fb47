import type { SampleBody } from "../../measure/run-job.js";
import { expectedNames } from "../../servers/origin/pokemon-table.js";
import { digestOf } from "../digest.js";

/** What was asked for, and which document's answer went wrong. */
export interface Asked {
  readonly documents: number;
  readonly faulty: number;
}

/** How the fault of one answer ends a program that does not handle it: in Go by nil, in Python by an exception. */
const DIES_OF_AN_ANSWER =
  /nil pointer dereference|aiohttp\.client_exceptions\.|JSONDecodeError|KeyError: 'name'|TimeoutError/;

/**
 * A run that met a fault, with what became of it counted: `others` obtained, those lost with it (`siblingsKilled`), and
 * of the fault itself whether the document came in the end (`recovered`), whether its number was told (`named`), or
 * nothing (`unnoticed`). `wastedMs` is the time after the last document obtained; all of it, where none was.
 *
 * A program that the fault ends has given its answer: it `died`, and with it all that it had. Any other end remains an
 * error, and names that no fault explains are invalid.
 */
export function faultCounted(sample: SampleBody, asked: Asked): SampleBody {
  const { status, stderrTail = "", digest } = sample;
  if (status === "error" && DIES_OF_AN_ANSWER.test(stderrTail)) {
    const named = nameOf(asked.faulty).test(stderrTail);
    const { reason: _, wholeMs = 0, ...rest } = sample;
    const counters = { ...counted(asked, 0, { named, recovered: false }), wastedMs: wholeMs, died: 1 };
    return { ...rest, wholeMs, status: "ok", counters };
  }
  if (status !== "ok") return sample;
  const { documents = 0, failedDocument, lastResultMs } = sample.counters ?? {};
  const expected = expectedDigests(asked).get(documents);
  if (digest !== expected) {
    const reason = `answered wrongly: ${documents} names that are not those of the documents obtained`;
    return { ...sample, status: "invalid", reason };
  }
  const recovered = documents === asked.documents;
  const fate = { named: failedDocument === asked.faulty, recovered };
  const wastedMs = documents === 0 ? sample.workMs! : sample.workMs! - lastResultMs!;
  return {
    ...sample,
    counters: { ...counted(asked, documents - Number(recovered), fate), wastedMs, died: 0 },
  };
}

function counted(
  { documents }: Asked,
  others: number,
  { named, recovered }: { readonly named: boolean; readonly recovered: boolean },
): Record<string, number> {
  return {
    documents: others + Number(recovered),
    others,
    siblingsKilled: documents - 1 - others,
    recovered: Number(recovered),
    named: Number(named && !recovered),
    unnoticed: Number(!named && !recovered),
  };
}

/** By how many documents were obtained: all, all but the faulty one, or none. */
function expectedDigests({ documents, faulty }: Asked): ReadonlyMap<number, string> {
  const names = expectedNames(documents);
  return new Map([
    [documents, digestOf(names)],
    [documents - 1, digestOf(names.with(faulty - 1, ""))],
    [0, digestOf(names.map(() => ""))],
  ]);
}

/** A message names a document by its number, or by the address that ends in it. */
function nameOf(document: number): RegExp {
  return new RegExp(`(?:document |/pokemon/)${document}(?!\\d)`, "i");
}
