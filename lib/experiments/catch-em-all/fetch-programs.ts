import type { Variant, VariantId } from "../../catalogue/entry.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import type { Origin } from "../../servers/origin/origin.js";
import type { Preparation } from "../experiment.js";
import type { OwnStrategy } from "../own-strategy/own-strategy.js";
import { isOwn } from "../own-strategy/own-variant.js";
import { findPeer, languageOf, typescriptProgram } from "../programs.js";
import type { Settings } from "../settings.js";

/** A fetch program ready to start: the same argument for all of them, but for which one it is. */
export interface FetchProgram {
  readonly command: ProgramCommand;
  readonly argument: Readonly<Record<string, string>>;
}

/** The programs of the variants; those of other languages are built or prepared on first use. */
export async function findFetchPrograms(
  variants: readonly Variant[],
  origin: Origin,
  settings: Settings,
  preparation: Preparation,
): Promise<ReadonlyMap<VariantId, FetchProgram | MissingProgram>> {
  const programs = new Map<VariantId, FetchProgram | MissingProgram>();
  for (const variant of variants) {
    const name = (variant.copyOf ?? variant.id).slice("ts/".length);
    const program = await findFetchProgram(variant, name, origin, settings, preparation);
    programs.set(variant.id, isOwn(variant, settings.own) ? running(settings.own!, program) : program);
  }
  return programs;
}

/** The same program with the reader's strategy in place of one of the library's. */
function running(own: OwnStrategy, program: FetchProgram | MissingProgram): FetchProgram | MissingProgram {
  if ("missing" in program) return program;
  return { ...program, argument: { ...program.argument, variant: "own", strategy: own.moduleFile } };
}

/**
 * The program of one variant.
 *
 * @param typescriptName which of its variants the TypeScript program is to be, where it is the one
 */
export async function findFetchProgram(
  { id, source }: Pick<Variant, "id" | "source">,
  typescriptName: string,
  origin: Origin,
  { peers }: Settings,
  preparation: Preparation,
): Promise<FetchProgram | MissingProgram> {
  const language = languageOf(id);
  if (language === "typescript") {
    return {
      command: trusting(typescriptProgram, origin),
      argument: { program: "catch-em-all/fetch", variant: typescriptName },
    };
  }
  const packages = language === "python";
  const found = await findPeer({ language, name: programName(source), packages }, peers, preparation);
  return "missing" in found ? found : { command: trusting(found, origin), argument: {} };
}

/** `fetch-serial` of `lib/peers/go/fetch-serial/main.go`, `fetch_session` of `lib/peers/python/fetch_session.py`. */
function programName(source: string): string {
  return source
    .replace(/\/main\.go$|\.py$/, "")
    .split("/")
    .at(-1)!;
}

/**
 * A program that trusts the local origin's certificate beside the usual ones, wherever its language looks for them:
 * reading a bundle of true size is part of what some programs pay for. For a server of other people it trusts what
 * this process does.
 */
function trusting(command: ProgramCommand, { trust }: Origin): ProgramCommand {
  const { NODE_EXTRA_CA_CERTS } = process.env;
  const trusted = trust
    ? {
        NODE_EXTRA_CA_CERTS: trust.certificateFile,
        SSL_CERT_FILE: trust.caBundleFile,
        // Go and OpenSSL would read the system's folder besides.
        SSL_CERT_DIR: `${trust.caBundleFile}.none`,
        REQUESTS_CA_BUNDLE: trust.caBundleFile,
      }
    : NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS };
  return {
    ...command,
    env: { ...command.env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1", ...trusted },
  };
}
