const CHANGES_SOME_LANGUAGES =
  /^(NODE_OPTIONS|NODE_V8_COVERAGE|NODE_EXTRA_CA_CERTS|INTERLEAVE_RUNTIMES|\w+_PROXY)$/i;

/**
 * The environment that every program starts from: this process's own, without what would change some languages'
 * programs and not others', and then what the command adds. Left out are Node's options, proxies, certificates
 * that Node is to trust besides its own, which cost each of its processes 60 ms to read, and what is no matter of theirs.
 */
export function programEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !CHANGES_SOME_LANGUAGES.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
