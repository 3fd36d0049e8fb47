import { displayBundle } from "../../jupyter/display.js";
import { codeHash } from "../../measure/code-hash.js";
import { describeMachine } from "../../measure/environment.js";
import { gitState } from "../../measure/git-state.js";
import { projectFolder } from "../../paths.js";
import { SCHEMA_VERSION } from "../../store/result.js";

/** The media type under which a host's kernel says who it is. */
export const HOST_MEDIA_TYPE = "application/vnd.interleave.host+json";

/** The machine and the project of a host, as they decide whether its results compare with those of another. */
export interface HostIntroduction {
  /** Of the results that its project writes. */
  readonly schemaVersion: number;
  /** The machine id made from its hardware. */
  readonly machine: string;
  readonly commit: string | null;
  /** See `codeHash`. */
  readonly code: string;
}

/** This host's own introduction. */
export async function describeHost(): Promise<HostIntroduction> {
  const [{ commit }, code] = await Promise.all([gitState(projectFolder), codeHash()]);
  return { schemaVersion: SCHEMA_VERSION, machine: describeMachine().id, commit, code };
}

/** Shows this host's introduction as an output of the cell that runs, for a runner on another host. */
export async function introduceHost(): Promise<void> {
  const host = await describeHost();
  displayBundle({ [HOST_MEDIA_TYPE]: host, "text/plain": `${host.machine}, commit ${host.commit}` });
}
