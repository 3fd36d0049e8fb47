import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findJupyter } from "../../lib/jupyter/jupyter-environment.js";
import { projectFolder } from "../../lib/paths.js";
import { readResults } from "../../lib/store/read-results.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { freePort, RunningJupyterServer } from "../support/jupyter-server.js";
import { Script } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const TOKEN = "a-token-that-nobody-shows";
const jupyter = await findJupyter();
const missing = "missing" in jupyter ? ` (skipped: ${jupyter.missing})` : "";
/** The experiments that the notebook measures. */
const notebook = readFileSync(path.join(projectFolder, "notebooks", "02-catch-em-all.ipynb"), "utf8");
const experiments = [...notebook.matchAll(/measure\(\\"catch-em-all\\", \\"([\w-]+)\\"/g)].map(
  ([, id]) => id,
);

it.skipIf(missing !== "")(
  `two Jupyter Servers run a notebook side by side; one is killed, and a second call finishes it${missing}`,
  async () => {
    const folder = await temporaryFolder();
    const tokenFile = path.join(folder, "token");
    await writeFile(tokenFile, TOKEN, { mode: 0o600 });
    const [one, two] = [await startServer(folder, "one"), await startServer(folder, "two")];
    const start = (...further: string[]) => {
      const script = new Script(
        "start",
        [
          ...["--only", "02", "--profile", "smoke", "--peers", "none", "--out", path.join(folder, "out")],
          ...["--server", `${one.url},${two.url}`, "--token-file", tokenFile, ...further],
        ],
        { INTERLEAVE_STATE: path.join(folder, "state") },
      );
      onTestFinished(async () => {
        script.process.kill("SIGKILL");
        await script.ended;
      });
      return script;
    };

    const first = start();
    const [oneLabel, twoLabel] = [one, two].map(({ url }) => new URL(url).host);
    await expect
      .poll(() => first.stdout, { timeout: 200_000 })
      .toContain(`${twoLabel}: catch-em-all/fetch: round`);
    const processes = descendantsOf(two.process.pid!);
    expect(processes.length).toBeGreaterThan(2);
    await two.stop("SIGKILL");
    const lost = await first.ended;
    expect(lost.code).toBe(10);
    expect(lost.stderr).toContain(`${twoLabel} was lost; missing from it: 02-catch-em-all\n`);
    expect(lost.stderr).toMatch(/finish what is missing with: npm start -- .* --resume\n/);
    expect(lost.stdout).toContain(`${oneLabel}: its results are whole`);
    await expect.poll(() => stillRunning(processes), { timeout: 20_000 }).toEqual([]);
    const oneFile = await resultsOf(folder, oneLabel!);

    const again = await startServer(folder, "two", Number(new URL(two.url).port));
    const second = await start("--resume").ended;
    expect(second.stderr).toBe("");
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(new RegExp(`${oneLabel}: machine \\S+, nothing is missing`));
    expect(second.stdout).toContain(`${twoLabel}: 02-catch-em-all ended well`);
    await resultsOf(folder, twoLabel!);
    expect(await resultsOf(folder, oneLabel!)).toBe(oneFile);
    const report = await readFile(path.join(folder, "out", "reports", "report.md"), "utf8");
    for (const label of [oneLabel!, twoLabel!]) expect(report).toContain(label.replace(/[.:]/g, "-"));

    expect([await one.kernels(TOKEN), await again.kernels(TOKEN)]).toEqual([[], []]);
    const record = await readFile(path.join(folder, "state", "servers.json"), "utf8");
    const said = [lost.stdout, lost.stderr, second.stdout, one.log, two.log, again.log, record].join("\n");
    expect(said).not.toContain(TOKEN);
  },
  // The notebook runs on both, and once more on one.
  600_000,
);

async function startServer(folder: string, name: string, port?: number): Promise<RunningJupyterServer> {
  if ("missing" in jupyter) throw new Error(jupyter.missing);
  const server = await RunningJupyterServer.start(
    jupyter,
    path.join(folder, name),
    port ?? (await freePort()),
    TOKEN,
  );
  onTestFinished(() => server.stop("SIGTERM"));
  return server;
}

/** The text of the server's results, which are whole. */
async function resultsOf(folder: string, label: string): Promise<string> {
  const results = path.join(folder, "out", "results");
  const end = label.replace(/[.:]/g, "-");
  const found = (await readResults(results)).filter(({ machine }) => machine.id.endsWith(end));
  expect(experiments.length).toBeGreaterThan(4);
  expect(found.map(({ document }) => document)).toEqual(["catch-em-all"]);
  expect(Object.keys(found[0]!.experiments).sort()).toEqual([...experiments].sort());
  return readFile(path.join(results, found[0]!.machine.id, "catch-em-all.json"), "utf8");
}
