import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { libraryFolder } from "../../lib/paths.js";

/** The folders of the library from the bottom up; imports go only downward, or stay within one folder. */
const layers: readonly (readonly string[])[] = [
  ["."],
  ["catalogue", "primitives", "workloads", "stats", "charts", "store", "toolchain"],
  ["strategies", "servers", "peers", "measure", "jupyter", "render", "load"],
  ["experiments"],
];

const PURE = ["stats", "charts"];
const RENDER_MAY_KNOW = [".", "catalogue", "store", "stats", "charts", "render"];

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

describe("imports of the library", () => {
  const imports = sourceFiles(libraryFolder).flatMap(importsOf);

  it("are found at all", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it("go only downward through the layers", () => {
    const wrong = imports.filter(({ folder, target, typeOnly }) => {
      if (folder === target) return false;
      const from = layerOf(folder);
      const to = layerOf(target);
      return typeOnly && from === to ? false : to >= from;
    });
    expect(
      wrong.map(
        (found) =>
          `${found.file} imports ${found.specifier}: ${found.folder}/ may only import from layers below it, or types from its own`,
      ),
    ).toEqual([]);
  });

  it("of render reach only the catalogue, results and what draws them: a report never measures", () => {
    const wrong = imports.filter(
      ({ folder, target }) => folder === "render" && !RENDER_MAY_KNOW.includes(target),
    );
    expect(wrong.map((found) => `${found.file} imports ${found.specifier}`)).toEqual([]);
  });

  it("of stats and charts touch no file, process or network: they are pure", () => {
    const wrong = sourceFiles(libraryFolder)
      .filter((file) => PURE.includes(folderOf(file)))
      .filter((file) =>
        /from "node:(fs|child_process|net|http|https|worker_threads)/.test(readFileSync(file, "utf8")),
      );
    expect(wrong).toEqual([]);
  });

  it("of the door to concurrency reach no higher layer, and no package but a generator of random numbers", () => {
    const reached = reachedFrom(path.join(libraryFolder, "concurrency.ts"));
    expect(reached.files.length).toBeGreaterThan(30);
    expect(
      [...new Set(reached.files.map(folderOf))].filter((folder) => layerOf(folder) > layerOf("strategies")),
    ).toEqual([]);
    expect(reached.packages.filter((name) => !/^(node:|pure-rand\/)/.test(name))).toEqual([]);
  });

  it("know every folder: a new one needs its layer here", () => {
    const known = layers.flat();
    expect(
      [...new Set(imports.map((found) => found.folder))].filter((folder) => !known.includes(folder)),
    ).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory())
      return ["dist", "node_modules", "go", "python"].includes(entry.name) ? [] : sourceFiles(file);
    return /\.tsx?$/.test(entry.name) && !isDoor(file) ? [file] : [];
  });
}

/** Leads to every layer, and none imports it. */
function isDoor(file: string): boolean {
  return ["index.ts", "concurrency.ts"].some((door) => file === path.join(libraryFolder, door));
}

/** The files of the library that a file loads as it is loaded, and the packages that those do. */
function reachedFrom(door: string): {
  readonly files: readonly string[];
  readonly packages: readonly string[];
} {
  const files = new Set([door]);
  const packages = new Set<string>();
  const pattern = /(?:^|\n)(?:import|export)(?!\s+type\s)\s[^;"']*?from\s*"([^"]*)"/g;
  for (const file of files) {
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(pattern)) {
      if (!specifier!.startsWith(".")) packages.add(specifier!);
      else files.add(path.resolve(path.dirname(file), specifier!).replace(/\.js$/, ".ts"));
    }
  }
  return { files: [...files], packages: [...packages] };
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const pattern =
    /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^;"']*?from\s*["'](\.[^"']*)["']|import\(\s*["'](\.[^"']*)["']/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = (match[2] ?? match[3])!;
    const target = folderOf(path.resolve(path.dirname(file), specifier));
    return {
      file: path.relative(libraryFolder, file),
      folder: folderOf(file),
      target,
      specifier,
      typeOnly: match[1] !== undefined,
    };
  });
}

function folderOf(file: string): string {
  const [first, ...rest] = path.relative(libraryFolder, file).split(path.sep);
  return rest.length === 0 ? "." : first!;
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder));
}
