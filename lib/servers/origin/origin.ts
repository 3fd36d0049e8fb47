import type { DocumentFault } from "./document-fault.js";
import type { ServerCounters } from "./document-server.js";
import type { RelayCounters } from "./relay.js";

/** A server of documents at `/api/v2/pokemon/{id}`: the local one, or one elsewhere that speaks the same paths. */
export interface Origin {
  /** `https://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Where both answer `GET /counters`, `POST /reset` and `POST /settings`; null for an origin elsewhere, or without a relay. */
  readonly controlUrls: { readonly server: string; readonly relay: string | null } | null;
  /** What a client must be told to trust; null without TLS, and for an origin elsewhere. */
  readonly trust: OriginTrust | null;
  /** Null for an origin elsewhere, which tells nothing, and for one without a relay. @throws {RunError} if the server or the relay has died. */
  counters(): Promise<OriginCounters | null>;
  /** Starts counting anew, and makes a fault ready to be met again; does nothing for an origin elsewhere. @throws {RunError} likewise. */
  reset(): Promise<void>;
  /**
   * Changes the round-trip time, the service time or the fault from the next bytes and requests on.
   *
   * @throws {UsageError} for a value out of range, and for an origin elsewhere.
   */
  configure(changes: OriginChanges): Promise<void>;
  /** Ends the server and the relay and removes their files; more than once does nothing. */
  stop(): Promise<void>;
}

/** What may change while an origin runs; what is absent stays as it is. */
export interface OriginChanges {
  readonly rttMs?: number;
  readonly serviceMs?: number;
  /** Null for none, as at the start. */
  readonly fault?: DocumentFault | null;
}

/** PEM files in a private temporary folder. */
export interface OriginTrust {
  /** The test certificate alone. */
  readonly certificateFile: string;
  /** Node's bundled root certificates, and then the test certificate. */
  readonly caBundleFile: string;
}

/** What the local origin has seen since it was started or reset; see `RelayCounters` and `ServerCounters`. */
export type OriginCounters = RelayCounters & ServerCounters;
