import { decodeName } from "../../../workloads/decode-name.js";
import { openDocumentClient } from "../../../workloads/fetch-document.js";

/** One document after another, by hand. */
export async function fetchNames(origin: string, numbers: readonly number[]): Promise<string[]> {
  const client = openDocumentClient({ origin });
  try {
    const names: string[] = [];
    for (const number of numbers) {
      names.push(decodeName(await client.fetchBytes(number)));
    }
    return names;
  } finally {
    await client.close();
  }
}
