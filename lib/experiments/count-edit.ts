import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SampleBody } from "../measure/run-job.js";
import { projectFolder } from "../paths.js";
import type { SourceLanguage } from "./token.js";

/** Two programs of the project, by their files from its folder, of which the second does what the first does, better. */
export interface Edit {
  readonly language: SourceLanguage;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What an edit of the very programs that run takes, as a sample of an experiment that counts.
 *
 * @param counted what of a program's source is to be counted; by default all of it
 */
export async function countEdit(
  { language, before, after }: Edit,
  counted: (source: string) => string = (source) => source,
): Promise<SampleBody> {
  // The parsers of three languages are loaded here, because the process of every experiment loads this file.
  const [{ asyncFunctionCount }, { editCost }] = await Promise.all([
    import("./colour.js"),
    import("./edit-cost.js"),
  ]);
  const [oldSource, newSource] = [counted(await read(before)), counted(await read(after))];
  const { importsAdded, ...cost } = editCost(oldSource, newSource, language);
  const packages = language === "python" ? await pythonPackages() : [];
  return {
    status: "ok",
    counters: {
      tokens: cost.tokensAdded + cost.tokensRemoved,
      ...cost,
      imports: importsAdded.length,
      functionsRecoloured: asyncFunctionCount(newSource, language) - asyncFunctionCount(oldSource, language),
      dependencies: importsAdded.filter((name) => isDependency(name, language, packages)).length,
    },
  };
}

async function read(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(path.join(projectFolder, file), "utf8")));
  return texts.join("\n");
}

/** What neither comes with the language nor belongs to the project, by the way each language names its modules. */
function isDependency(name: string, language: SourceLanguage, packages: readonly string[]): boolean {
  switch (language) {
    case "go":
      return /^[^/]*\./.test(name);
    case "typescript":
      return !/^(\.|node:)/.test(name);
    case "python":
      return packages.includes(name.split(".")[0]!.toLowerCase());
  }
}

async function pythonPackages(): Promise<string[]> {
  const requirements = await read(["lib/peers/python/requirements.txt"]);
  return [...requirements.matchAll(/^([\w-]+)/gm)].map((match) => match[1]!.toLowerCase());
}
