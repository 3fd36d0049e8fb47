import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { RunError } from "@interleave/lib/dist/errors.js";
import { libraryFolder } from "@interleave/lib/dist/paths.js";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  LogLevel,
  type ParameterReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionKind,
} from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { contentsOf, mendLinks } from "./api-headings.js";
import { readSections, type Section } from "./api-sections.js";

/**
 * The page on every public symbol, from the docstrings, in the sections of the library's table of contents: the same
 * text from the same sources. It reads the declarations in `lib/dist`, not the sources: those are what a consumer
 * gets, and they are read sooner.
 *
 * @throws RunError with a line for each public symbol that says nothing of itself, each link that leads nowhere, and
 *   each type that a primitive or strategy names and the library does not export
 */
export async function renderApiPage(): Promise<string> {
  const sections = await readSections();
  const folder = await mkdtemp(path.join(tmpdir(), "interleave-api-"));
  try {
    const { application, problems } = await bootstrap(sections, folder);
    const project = await application.convert();
    if (project === undefined)
      throw new RunError(`typedoc gave up: ${problems.join("\n")}; try npm run build`);
    application.validate(project);
    await application.generateOutputs(project);
    if (problems.length > 0) throw new RunError(`The public docstrings leave gaps:\n${problems.join("\n")}`);
    const symbols = mendLinks(await readFile(path.join(folder, "README.md"), "utf8"));
    return `${preface}${contentsOf(symbols)}\n\n${symbols}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const preface = `# @interleave/lib

Every public symbol, from its docstring; \`npm run api\` writes this page. The tests run every example: where a line
ends in \`// => value\`, that is what it gives.

\`@interleave/lib\` has all of it. \`@interleave/lib/concurrency\` has the sections down to the coroutines alone and loads in
a tenth of the time, without what measuring and drawing need: the door for programs of your own.

`;

/** What these folders name must be on the page; the notebooks' tools may name a chart or a results file in passing. */
const SELF_CONTAINED = /dist\/(primitives|strategies)\//;

async function bootstrap(sections: readonly Section[], folder: string) {
  const layout: PluginOptions = {
    hidePageHeader: true,
    hidePageTitle: true,
    hideBreadcrumbs: true,
    hideGroupHeadings: true,
    useCodeBlocks: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
  };
  const application = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    logLevel: LogLevel.Warn,
    entryPoints: [path.join(libraryFolder, "dist", "index.d.ts")],
    tsconfig: path.join(libraryFolder, "tsconfig.api.json"),
    outputs: [{ name: "markdown", path: folder }],
    router: "module",
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    disableGit: true,
    categorizeByGroup: false,
    categoryOrder: sections.map(({ title }) => title),
    sort: ["alphabetical"],
    requiredToBeDocumented: ["Function"],
    validation: { notExported: true, invalidLink: true, notDocumented: true },
    ...(layout as object),
  });
  const problems: string[] = [];
  application.logger.log = (coloured, level) => {
    const message = stripVTControlCharacters(coloured).replace(/^\[\w+\] /, "");
    const hidesType = message.includes("but not included in the documentation");
    if (level >= LogLevel.Warn && (!hidesType || SELF_CONTAINED.test(message))) problems.push(message);
  };
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    // Asked before the sections are written into the comments; typedoc itself asks afterwards.
    problems.push(...undocumentedTypes(project));
    writeSections(project, sections);
    nameAfterTypes(project);
  });
  return { application, problems };
}

function undocumentedTypes(project: ProjectReflection): string[] {
  return (project.children ?? [])
    .filter((child) => !child.kindOf(ReflectionKind.Function) && child.comment === undefined)
    .map(({ name }) => `${name} does not have any documentation`);
}

function writeSections(project: ProjectReflection, sections: readonly Section[]): void {
  for (const child of project.children ?? []) {
    const section = sections.find(({ names }) => names.includes(child.name));
    if (section === undefined) continue;
    child.comment ??= new Comment();
    child.comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: section.title }]));
  }
}

/** A parameter that is taken apart at once has no name of its own: its type's says what it is. */
function nameAfterTypes(project: ProjectReflection): void {
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter) as ParameterReflection[]) {
    if (parameter.name !== "__namedParameters") continue;
    const typeName = parameter.type instanceof ReferenceType ? parameter.type.name : "options";
    parameter.name = typeName.charAt(0).toLowerCase() + typeName.slice(1);
  }
}
