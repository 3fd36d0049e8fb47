import { gather } from "../../../strategies/gather.js";
import { decodeName } from "../../../workloads/decode-name.js";
import { openDocumentClient } from "../../../workloads/fetch-document.js";

/** All documents at once, with a strategy of the library. */
export async function fetchNames(origin: string, numbers: readonly number[]): Promise<string[]> {
  const client = openDocumentClient({ origin });
  try {
    return await gather(numbers, async (number) => decodeName(await client.fetchBytes(number)));
  } finally {
    await client.close();
  }
}
