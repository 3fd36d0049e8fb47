import { readFile, stat } from "node:fs/promises";
import { messageOf, shown, UsageError } from "../../errors.js";
import { isLoopback } from "../../loopback.js";

/** Where a Jupyter Server or an Enterprise Gateway listens, and what it is asked with. */
export interface ServerAddress {
  /** Names the server to a person: host, port, and path where it has one. */
  readonly label: string;
  /** Ends in a slash. */
  readonly url: string;
  /** Empty for a server that asks for none. Never printed, stored, or part of a URL. */
  readonly token: string;
}

export interface ServerAddresses {
  readonly servers: readonly ServerAddress[];
  /** Sentences about how safe the tokens are. */
  readonly warnings: readonly string[];
}

/**
 * The servers of a list such as `http://one:8888,https://two/jupyter`, with the tokens of a file: one line for all of
 * them, or one for each in their order.
 *
 * @throws {UsageError} for what is no URL of a server, a URL that carries a token or a password, a server named twice,
 * and a file that cannot be read or holds another number of tokens. No message shows a token.
 */
export async function readServers(list: string, tokenFile?: string): Promise<ServerAddresses> {
  const urls = list.split(",").map((text) => parseUrl(text.trim()));
  const twice = urls.find((url, index) => urls.indexOf(url) !== index);
  if (twice) throw new UsageError(`Expected each server of --server once, got ${twice} twice.`);
  const tokens = tokenFile === undefined ? [""] : await readTokens(tokenFile, urls.length);
  const servers = urls.map((url, index) => ({
    label: labelOf(url),
    url,
    token: tokens[index] ?? tokens[0]!,
  }));
  const inTheClear = servers.filter(({ url }) => url.startsWith("http:") && !isLoopback(url));
  const warnings = inTheClear.map(
    ({ url }) =>
      `warning: ${url} is asked without TLS: whoever is on the way can read the token and run code there. Try https, or an SSH tunnel to a port of this machine.`,
  );
  if (tokenFile !== undefined && (await othersMayRead(tokenFile))) {
    warnings.push(`warning: others on this machine may read ${tokenFile}. Try chmod 600 on it.`);
  }
  return { servers, warnings };
}

const PAGES = /\/(lab|tree|notebooks)\/?$/;

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    // What cannot be parsed may hold a token all the same.
    const came = shown(text.replace(/\?.*$/s, "?..."));
    throw new UsageError(
      `Expected --server to be an http or https URL, or several joined by commas, got ${came}. Try --server http://localhost:8888.`,
    );
  }
  const bare = `${url.origin}${url.pathname.replace(PAGES, "/").replace(/\/*$/, "/")}`;
  if (url.search || url.hash || url.username || url.password) {
    throw new UsageError(
      `Expected --server ${bare} without a token or a password, which every user of this machine could see. Try --server ${bare} --token-file FILE, with the token alone in the file.`,
    );
  }
  return bare;
}

function labelOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/\/$/, "");
}

async function readTokens(file: string, serverCount: number): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch((thrown: unknown) => {
    throw new UsageError(
      `Expected a readable file for --token-file, got "${messageOf(thrown)}". Try the path of a file that holds the token that \`jupyter server list\` shows.`,
    );
  });
  const tokens = text.split("\n").map((line) => line.trim());
  const lines = tokens.filter((token) => token !== "");
  const odd = lines.some((token) => !/^[\x21-\x7e]{1,4096}$/.test(token));
  if (!odd && (lines.length === 1 || lines.length === serverCount)) return lines;
  const wanted = serverCount === 1 ? "one line" : `one line, or ${serverCount}: a token for each server`;
  throw new UsageError(
    `Expected ${file} to hold ${wanted}, got ${odd ? "a line that is no token" : `${lines.length} lines`}. Try the token alone, without name or quotes.`,
  );
}

async function othersMayRead(file: string): Promise<boolean> {
  return process.platform !== "win32" && ((await stat(file)).mode & 0o044) !== 0;
}
