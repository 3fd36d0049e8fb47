import type { ResourceUse } from "../../program.js";
import { noUse } from "../../resource-use.js";
import { openListener } from "../../servers/fib/listener.js";
import { serverVariants, type VariantOptions } from "./server-variants.js";

/** A server that listens, until it is closed. */
export interface RunningServer {
  readonly port: number;
  readonly counters: Readonly<Record<string, number>>;
  /** Never fulfilled; rejects when the server cannot go on. */
  readonly failed: Promise<never>;
  /** Ends every connection, and says what child processes have used. */
  close(): Promise<ResourceUse>;
}

/** Opens a server of one process by the name of its variant. */
export async function openServer(variantName: string, options: VariantOptions): Promise<RunningServer> {
  const variant = serverVariants[variantName]!;
  const { answer, counters = {}, close } = await variant.open(options);
  const listener = await openListener();
  return {
    port: listener.port,
    counters,
    failed: variant.serve(listener.server, answer).then(() => {
      throw new Error("the server ended by itself");
    }),
    async close() {
      listener.close();
      await close?.();
      return noUse;
    },
  };
}
