import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { libraryFolder } from "../lib/paths.js";

/**
 * Runs every `@example` of the library's docstrings: at most 8 lines of TypeScript in which the module's own exports
 * are in scope, others by an import line, and at least one line says what it gives: `expression; // => value`.
 */
const LINE_LIMIT = 8;

interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: readonly string[];
}

const examples = sourceFiles(libraryFolder).flatMap(examplesOf);

it("every example in the docstrings is run below", () => {
  expect(examples.length).toBeGreaterThan(10);
  const written = sourceFiles(libraryFolder).flatMap(
    (file) => readFileSync(file, "utf8").match(/@example/g) ?? [],
  );
  expect(examples).toHaveLength(written.length);
});

describe("the example at", () => {
  it.each(
    examples.map(
      (example) => [`${path.relative(libraryFolder, example.file)}:${example.line}`, example] as const,
    ),
  )("%s runs and gives what it says", async (_, { file, code }) => {
    expect(code.length).toBeLessThanOrEqual(LINE_LIMIT);
    const imports = code.filter((line) => line.startsWith("import "));
    const statements = code.filter((line) => !line.startsWith("import ")).map(asAssertion);
    expect(
      statements.join("\n"),
      "an example must say what a line gives: `expression; // => value`",
    ).toContain("expect(");
    const scope = Object.assign(
      { expect, ...(await import(file)) },
      ...(await Promise.all(imports.map(importedBy(file)))),
    );
    delete scope.default;
    await asFunction(Object.keys(scope), statements.join("\n"))(...Object.values(scope));
  });
});

function asAssertion(line: string): string {
  const expectation = /^(.*?);?\s*\/\/ => (.+)$/.exec(line);
  return expectation ? `expect(await (${expectation[1]})).toEqual(${expectation[2]});` : line;
}

function asFunction(names: readonly string[], code: string): (...values: unknown[]) => Promise<void> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  return AsyncFunction(...names, outputText) as unknown as (...values: unknown[]) => Promise<void>;
}

function importedBy(file: string) {
  return async (line: string): Promise<Record<string, unknown>> => {
    const found = /^import \{ (.+) \} from "(\..+)\.js";$/.exec(line);
    if (!found) throw new Error(`expected \`import { name } from "./module.js";\`, came \`${line}\``);
    const target = path.resolve(path.dirname(file), found[2]!);
    const module = await import(existsSync(`${target}.ts`) ? `${target}.ts` : `${target}.tsx`);
    return Object.fromEntries(found[1]!.split(", ").map((name) => [name, module[name]]));
  };
}

function examplesOf(file: string): Example[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((text, index) => {
    if (!/^\s*\* @example/.test(text)) return [];
    const block = lines.slice(index + 1).map((line) => /^\s*\* (?!@)(.*)$/.exec(line)?.[1]);
    const code = block.slice(0, block.indexOf(undefined)) as string[];
    return [{ file, line: index + 1, code: code.filter((line) => !line.startsWith("```")) }];
  });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ["dist", "node_modules"].includes(entry.name) ? [] : sourceFiles(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}
