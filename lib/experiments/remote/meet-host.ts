import { UsageError } from "../../errors.js";
import type { CellError } from "../../jupyter/cell-error.js";
import type { KernelSession } from "../../jupyter/kernel-session.js";
import { SCHEMA_VERSION } from "../../store/result.js";
import { HOST_MEDIA_TYPE, type HostIntroduction } from "./host-introduction.js";
import { hostShape } from "./host-shape.js";

/** Loads the library on the host, which shows whether it is there and built. */
const CELL = 'import { introduceHost } from "@interleave/lib";\nawait introduceHost();';

const TRY = "Try `git pull` and `npm ci` in the project on that machine.";

/**
 * Asks the host of a kernel which machine it is and which code it would measure.
 *
 * @param label what messages call the server.
 * @throws {UsageError} when its project is missing, not built, or of another version, or answers with nonsense.
 */
export async function meetHost(kernel: KernelSession, label: string): Promise<HostIntroduction> {
  let introduction: unknown;
  const reply = await kernel.execute(CELL, {
    onPublished: ({ content }) => {
      const data = content.data as Readonly<Record<string, unknown>> | undefined;
      if (data && HOST_MEDIA_TYPE in data) introduction = data[HOST_MEDIA_TYPE];
    },
  });
  if (reply.status !== "ok") {
    const { ename, evalue } = reply as unknown as CellError;
    throw new UsageError(
      `Expected the project of this version, built, on ${label}, got ${ename}: ${firstLine(evalue)}. ${TRY}`,
    );
  }
  const version = (introduction as Partial<HostIntroduction> | undefined)?.schemaVersion;
  if (hostShape.fits(introduction) && version === SCHEMA_VERSION) return introduction;
  const came = hostShape.misfit(introduction) ?? `schemaVersion ${version}`;
  throw new UsageError(
    `Expected ${label} to say which machine it is, for results of schema version ${SCHEMA_VERSION}, got: ${came}. ${TRY}`,
  );
}

/** The host's words may be a stranger's, and long. */
function firstLine(text: unknown): string {
  return String(text).split("\n", 1)[0]!.slice(0, 200);
}
