import type { FailureKind } from "../failure.js";
import { KernelDeath } from "../kernel-session.js";

/** A server does not answer, or not any more; what its kernels do is unknown. */
export class ServerLost extends KernelDeath {
  override name = "ServerLost";
  override readonly kind: FailureKind = "lost-server";
  /** Whether its machine answered that nothing listens there, which no patience will mend. */
  readonly refused: boolean;

  constructor(message: string, { refused = false }: { readonly refused?: boolean } = {}) {
    super(message);
    this.refused = refused;
  }
}
