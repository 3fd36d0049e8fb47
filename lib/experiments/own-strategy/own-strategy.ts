import { createHash } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { shown, UsageError } from "../../errors.js";
import { compiledModule, stateFolder } from "../../paths.js";
import { writeFileAtomically } from "../../store/write-file.js";
import type { Strategy } from "../../strategies/strategy.js";
import { freeNames } from "./free-names.js";
import * as offered from "./offered.js";

/** A strategy that a reader wrote in a cell, as a module that any process can load. */
export interface OwnStrategy {
  readonly title: string;
  /** Named after its content: the same file has the same strategy for ever. */
  readonly moduleFile: string;
}

/**
 * Saves a strategy's source as a module.
 *
 * @throws {UsageError} for a value that is no function written in JavaScript, and for one that uses names from around
 * itself other than globals and what `@interleave/lib` offers
 */
export async function saveOwnStrategy(strategy: Strategy): Promise<OwnStrategy> {
  if (typeof strategy !== "function") {
    throw new UsageError(
      `Expected a strategy, a function of (items, work, options), got ${shown(strategy)}.`,
    );
  }
  const title = strategy.name || "yours";
  const text = moduleOf(title, String(strategy));
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const moduleFile = path.join(stateFolder(), "own-strategies", `${hash}.mjs`);
  await writeFileAtomically(moduleFile, text);
  return { title, moduleFile };
}

/** The strategy of a saved module. */
export async function loadOwnStrategy(moduleFile: string): Promise<Strategy> {
  const module = (await import(pathToFileURL(moduleFile).href)) as { default: Strategy };
  return module.default;
}

function moduleOf(title: string, source: string): string {
  const { expression, cellNames, names } = freeNames(source);
  const missing = [...cellNames, ...names].filter(({ name }) => !Object.hasOwn(offered, name));
  if (missing.length > 0)
    throw new UsageError(
      captures(
        title,
        missing.map(({ name }) => name),
      ),
    );
  const module = pathToFileURL(compiledModule("experiments", "own-strategy", "offered.js")).href;
  const aliases = [...new Set(cellNames.map(({ through }) => through))];
  return [
    `import * as offered from ${JSON.stringify(module)};`,
    ...(names.length > 0 ? [`const { ${names.map(({ name }) => name).join(", ")} } = offered;`] : []),
    // A compiled cell reaches the names of its notebook through these.
    ...aliases.map((alias) => `const ${alias} = offered;`),
    `export default ${expression};`,
    "",
  ].join("\n");
}

function captures(title: string, names: readonly string[]): string {
  const list = [...new Set(names)].map((name) => `\`${name}\``).join(", ");
  const one = new Set(names).size === 1;
  return (
    `Expected a strategy that stands alone, but \`${title}\` uses ${list} from around itself. It is measured in a ` +
    `process of its own, where ${one ? "that is" : "those are"} not known: move ${one ? "it" : "them"} into the ` +
    `function. Of @interleave/lib it may use ${Object.keys(offered).join(", ")}.`
  );
}
