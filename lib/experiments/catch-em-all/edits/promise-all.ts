import { decodeName } from "../../../workloads/decode-name.js";
import { openDocumentClient } from "../../../workloads/fetch-document.js";

/** All documents at once, by hand. */
export async function fetchNames(origin: string, numbers: readonly number[]): Promise<string[]> {
  const client = openDocumentClient({ origin });
  try {
    return await Promise.all(numbers.map(async (number) => decodeName(await client.fetchBytes(number))));
  } finally {
    await client.close();
  }
}
