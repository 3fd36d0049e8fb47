import { Type } from "@sinclair/typebox";
import { MACHINE_ID_PATTERN } from "../../store/machine-id.js";
import { type Shape, shapeOf } from "../../store/shape.js";
import type { HostIntroduction } from "./host-introduction.js";

/** The shape to which an introduction from elsewhere is held. */
export const hostShape: Shape<HostIntroduction> = shapeOf(
  Type.Object({
    schemaVersion: Type.Integer(),
    machine: Type.String({ pattern: MACHINE_ID_PATTERN }),
    commit: Type.Union([Type.String({ pattern: "^[0-9a-f]{7,64}$" }), Type.Null()]),
    code: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  }),
);
