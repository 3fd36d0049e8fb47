import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** The version of the Jupyter messaging protocol that client and kernel speak. */
export const PROTOCOL_VERSION = "5.3";

export interface MessageHeader {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A message of the Jupyter protocol, without its buffers (tslab uses none). */
export interface Message {
  /** The routing prefix of a request, which its replies repeat; empty for a client. */
  readonly identities: readonly Buffer[];
  readonly header: MessageHeader;
  /** The header of the request that this message answers; empty for a request. */
  readonly parent: Partial<MessageHeader>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A new request, with an id of its own. */
export function request(type: string, session: string, content: Message["content"]): Message {
  return { identities: [], header: header(type, session, "interleave"), parent: {}, metadata: {}, content };
}

/** A message of the given type that answers `to`. */
export function answer(to: Message, type: string, content: Message["content"]): Message {
  return {
    identities: to.identities,
    header: header(type, OWN_SESSION, to.header.username),
    parent: to.header,
    metadata: {},
    content,
  };
}

/**
 * Frames of a message, signed with HMAC-SHA-256 under the key of the connection file.
 *
 * *Source*: Jupyter client documentation, "Messaging in Jupyter", The Wire Protocol.
 */
export function encode(key: string, message: Message): (Buffer | string)[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) =>
    JSON.stringify(part),
  );
  return [...message.identities, DELIMITER, sign(key, parts), ...parts];
}

/**
 * The message in the frames.
 *
 * @throws Error when the frames are no message, or are signed with another key.
 */
export function decode(key: string, frames: readonly Buffer[]): Message {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  const signature = frames[delimiter + 1];
  const parts = frames.slice(delimiter + 2, delimiter + 6);
  if (delimiter < 0 || signature === undefined || parts.length < 4) {
    throw new Error("expected a Jupyter message of four parts behind <IDS|MSG>, got other frames");
  }
  const expected = Buffer.from(sign(key, parts));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new Error("expected a message signed with the key of the connection file, got another signature");
  }
  const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
  return { identities: frames.slice(0, delimiter), header, parent, metadata, content };
}

/**
 * A kernel's messages carry a session of its own. JupyterLab takes a change of it for a restart of the kernel and drops
 * what it has not handled yet, which a kernel that repeats the session of each of its clients would bring about.
 */
const OWN_SESSION = randomUUID();

const DELIMITER = Buffer.from("<IDS|MSG>");

function sign(key: string, parts: readonly (Buffer | string)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function header(type: string, session: string, username: string): MessageHeader {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
}
