import type { ResourceUse } from "../../program.js";

/**
 * What a worker tells its primary: that it can be handed connections, and how it goes on with these. Of the first request on a connection it tells only the end, since the primary has
 * counted it when it dealt the connection.
 */
export type WorkerMessage = "ready" | "begun" | "ended" | "closed";

/** What a worker has done, in its own count; requests for no work are greetings and not among them. */
export interface WorkerAccount {
  readonly requests: number;
  /** Units of work, of which each request asks for some. */
  readonly work: number;
  readonly use: ResourceUse;
}

/** The primary's word beside a connection that it hands over. */
export const CONNECTION = "connection";
