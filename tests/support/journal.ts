import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A sample as a run has written it down for the run that goes on later. */
export interface JournalEntry {
  readonly variant: string;
  readonly sample: { readonly workMs: number };
}

/** The journals of one experiment below a state folder, one for each of its measurements that has begun. */
export async function journalsOf(stateFolder: string, experiment: string): Promise<string[]> {
  const folder = path.join(stateFolder, "journal");
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(`${experiment}-`)).map((name) => path.join(folder, name));
}

/** The samples that a journal holds so far. */
export async function entriesOf(journal: string): Promise<JournalEntry[]> {
  const lines = (await readFile(journal, "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}
