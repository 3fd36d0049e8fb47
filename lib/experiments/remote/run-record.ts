import { readFile } from "node:fs/promises";
import { type Static, Type } from "@sinclair/typebox";
import type { Slug } from "../../catalogue/entry.js";
import { UsageError } from "../../errors.js";
import { shapeOf } from "../../store/shape.js";
import { writeFileAtomically } from "../../store/write-file.js";

const recordSchema = Type.Object({
  /** All that decides what the run measures. */
  settings: Type.String(),
  /** By the server's URL. */
  servers: Type.Record(
    Type.String(),
    Type.Object({ machine: Type.String(), code: Type.String(), finished: Type.Array(Type.String()) }),
  ),
  /** Kernels that were started and not yet ended, by the server's URL. */
  kernels: Type.Record(Type.String(), Type.Array(Type.String())),
});

type Content = Static<typeof recordSchema>;
const recordShape = shapeOf(recordSchema);

/**
 * What a run on servers has done so far, in a file: which documents each server has finished, for `--resume`, and which
 * kernels still run there, for whoever comes after a run that was killed. It holds no token.
 */
export class RunRecord {
  readonly #file: string;
  readonly #content: Content;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, content: Content) {
    this.#file = file;
    this.#content = content;
  }

  /**
   * Opens the record in a file, which may be missing. Finished documents count with `resume`, and when they were
   * measured with the same settings; kernels that still run always do.
   *
   * @throws {UsageError} for a file that is no record.
   */
  static async open(
    file: string,
    settings: string,
    { resume }: { readonly resume: boolean },
  ): Promise<RunRecord> {
    const found = await readContent(file);
    const continued = resume && found?.settings === settings;
    const servers = continued ? found.servers : {};
    return new RunRecord(file, { settings, servers, kernels: found?.kernels ?? {} });
  }

  /** The name under which this run keeps the server's results; undefined before it was given one. */
  machineOf(url: string): string | undefined {
    return this.#content.servers[url]?.machine;
  }

  /** The names of the machines of all other servers of this run. */
  machinesBeside(urls: readonly string[]): readonly string[] {
    const others = Object.entries(this.#content.servers).filter(([url]) => !urls.includes(url));
    return others.map(([, { machine }]) => machine);
  }

  /** Whether the server has finished the document, with the code that it has now. */
  isFinished(url: string, slug: Slug, code: string): boolean {
    const server = this.#content.servers[url];
    return server?.code === code && server.finished.includes(slug);
  }

  async begin(url: string, machine: string, code: string): Promise<void> {
    const { servers } = this.#content;
    if (servers[url]?.code !== code) servers[url] = { machine, code, finished: [] };
    await this.#save();
  }

  async finish(url: string, slug: Slug): Promise<void> {
    this.#content.servers[url]?.finished.push(slug);
    await this.#save();
  }

  kernelsOf(url: string): readonly string[] {
    return this.#content.kernels[url] ?? [];
  }

  async kernelEnded(url: string, id: string): Promise<void> {
    this.#content.kernels[url] = this.kernelsOf(url).filter((other) => other !== id);
    await this.#save();
  }

  /** Notes a kernel for as long as it runs, so that a run that is killed leaves word of it. */
  noting(url: string) {
    return {
      onStarted: async (id: string) => {
        this.#content.kernels[url] = [...this.kernelsOf(url), id];
        await this.#save();
      },
      onEnded: (id: string) => this.kernelEnded(url, id),
    };
  }

  /** One after another, so that the last state is the one that stays. */
  #save(): Promise<void> {
    const write = () => writeFileAtomically(this.#file, `${JSON.stringify(this.#content, undefined, 2)}\n`);
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }
}

async function readContent(file: string): Promise<Content | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  let content: unknown = null;
  try {
    content = JSON.parse(text);
  } catch {
    // Refused below, like any other text that is no record.
  }
  if (recordShape.fits(content)) return content;
  throw new UsageError(
    `Expected the record of a run on servers in ${file}: ${recordShape.misfit(content)}. Try without the file, which forgets what was finished.`,
  );
}
