import dns from "node:dns";
import { onAbort } from "../on-abort.js";

/** Turns host names into their first address. */
export interface NameResolver {
  /**
   * @returns an IPv4 address; rejects with the signal's reason once it aborts, or with Node's error for a name that
   *   does not resolve
   */
  address(name: string, signal: AbortSignal): Promise<string>;
  /** Lookups whose work has not ended, whether anybody still waits for them or not. */
  pendingCount(): number;
}

/**
 * `dns.lookup`: a blocking call of the C library on a thread of libuv's pool. The pool gives such slow calls half of
 * its threads, 2 of 4; the rest wait in a line. A call that has begun cannot be cancelled: an abort ends the waiting
 * for it, and neither the call nor the threads, for which the process waits when it exits.
 */
export function threadPoolResolver(): NameResolver {
  let pendingCount = 0;
  return {
    async address(name, signal) {
      signal.throwIfAborted();
      pendingCount += 1;
      const looked = dns.promises.lookup(name).finally(() => {
        pendingCount -= 1;
      });
      let stopListening = () => {};
      const aborted = new Promise<never>((_, reject) => {
        stopListening = onAbort(signal, reject);
      });
      try {
        const { address } = await Promise.race([looked, aborted]);
        return address;
      } finally {
        stopListening();
      }
    },
    pendingCount: () => pendingCount,
  };
}

/**
 * `dns.resolve4`: c-ares asks the name server itself, over sockets on the event loop, all names at once. An abort
 * cancels every query of this resolver.
 *
 * @param server address and port of the name server; the system's files are not read
 */
export function networkResolver(server: string): NameResolver {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([server]);
  let pendingCount = 0;
  return {
    async address(name, signal) {
      signal.throwIfAborted();
      const stopListening = onAbort(signal, () => resolver.cancel());
      pendingCount += 1;
      try {
        const [address] = await resolver.resolve4(name);
        return address!;
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      } finally {
        pendingCount -= 1;
        stopListening();
      }
    },
    pendingCount: () => pendingCount,
  };
}
