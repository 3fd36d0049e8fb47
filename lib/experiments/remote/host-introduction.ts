import { type Static, Type } from "@sinclair/typebox";
import { displayBundle } from "../../jupyter/display.js";
import { codeHash } from "../../measure/code-hash.js";
import { describeMachine } from "../../measure/environment.js";
import { gitState } from "../../measure/git-state.js";
import { projectFolder } from "../../paths.js";
import { MACHINE_ID_PATTERN } from "../../store/machine-id.js";
import { SCHEMA_VERSION } from "../../store/result.js";
import { shapeOf } from "../../store/shape.js";

/** The media type under which a host's kernel says who it is. */
export const HOST_MEDIA_TYPE = "application/vnd.interleave.host+json";

const hostSchema = Type.Object({
  /** Of the results that its project writes. */
  schemaVersion: Type.Integer(),
  /** The machine id made from its hardware. */
  machine: Type.String({ pattern: MACHINE_ID_PATTERN }),
  commit: Type.Union([Type.String({ pattern: "^[0-9a-f]{7,64}$" }), Type.Null()]),
  /** See `codeHash`. */
  code: Type.String({ pattern: "^[0-9a-f]{64}$" }),
});

/** The machine and the project of a host, as they decide whether its results compare with those of another. */
export type HostIntroduction = Static<typeof hostSchema>;

/** The shape to which an introduction from elsewhere is held. */
export const hostShape = shapeOf(hostSchema);

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
