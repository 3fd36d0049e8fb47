import { messageOf, RunError, shown } from "../errors.js";

/**
 * The name in a document's bytes. Also the default export, so that a thread pool can run this module.
 *
 * @throws RunError when they are no JSON object with a name
 *
 * @example
 * decodeName(new TextEncoder().encode('{"id":25,"name":"pikachu"}')); // => "pikachu"
 */
export function decodeName(bytes: Uint8Array): string {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch (error) {
    throw new RunError(`Expected a document in JSON: ${messageOf(error)}`, { cause: error });
  }
  const name = (document as { name?: unknown } | null)?.name;
  if (typeof name !== "string") throw new RunError(`Expected a document with a name, got ${shown(document)}`);
  return name;
}

export default decodeName;
