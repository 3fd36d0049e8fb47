import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findJupyter } from "../../lib/jupyter/jupyter-environment.js";
import { readNotebook, writeNotebook } from "../../lib/jupyter/notebook-file.js";
import { withParameters } from "../../lib/jupyter/parameters.js";
import { projectFolder } from "../../lib/paths.js";
import { launchChromium, withoutChromium } from "../support/chromium.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";

const jupyter = await findJupyter();
const lacks = "missing" in jupyter ? `skipped: ${jupyter.missing}` : withoutChromium;

/** How long JupyterLab may take to open, and a cell to get going, on a machine with much else to do. */
const PATIENCE_MS = 60_000;

describe.skipIf(lacks !== "")(`notebook 02 in JupyterLab ${lacks}`, () => {
  let folder: string;
  let server: ChildProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if ("missing" in jupyter) return;
    folder = await mkdtemp(path.join(tmpdir(), "interleave-lab-"));
    await writeSmallNotebook(path.join(folder, "02.ipynb"));
    server = spawn(jupyter.file, ["lab", ...serverArguments(folder)], {
      env: { ...process.env, ...jupyter.env, JUPYTER_CONFIG_DIR: path.join(folder, "config") },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const address = await addressOf(server);
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.goto(`${address}/lab/tree/02.ipynb?token=${TOKEN}`);
    await page.waitForSelector('text="TypeScript (interleave) | Idle"', { timeout: PATIENCE_MS });
  });

  afterAll(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  });

  const status = (wanted: "idle" | "busy", timeout = PATIENCE_MS) =>
    page.waitForSelector(`.jp-Notebook-ExecutionIndicator[data-status="${wanted}"]`, { timeout });

  async function runAllCells(): Promise<void> {
    await page.click('.lm-MenuBar-itemLabel:text-is("Run")');
    await page.click('.lm-Menu-itemLabel:text-is("Run All Cells")');
    await status("busy");
  }

  it("runs to its end without an error, showing its progress and its charts", async () => {
    const progress = seenProgress(page);
    await runAllCells();
    await status("idle", 240_000);

    expect((await progress).size).toBeGreaterThan(3);
    expect(await page.locator(ERRORS).allTextContents()).toEqual([]);
    const prompts = await page.locator(".jp-CodeCell .jp-InputPrompt").allTextContents();
    expect(prompts.filter((prompt) => !/^\[\d+\]:$/.test(prompt))).toEqual([]);
    expect(await page.locator(".jp-RenderedSVG img, .jp-RenderedSVG svg").count()).toBeGreaterThan(3);
    expect(await page.locator(".jp-RenderedHTMLCommon table").count()).toBeGreaterThan(2);
    // What was under way has given its place to what it came to.
    expect(await page.locator("progress").count()).toBe(0);
  });

  it("ends the measurement and its processes at the stop button", async () => {
    await runAllCells();
    await page.waitForSelector("progress", { timeout: 120_000 });
    const running = await harnessOf(server.pid!);
    await page.click('[data-jp-item-name="interrupt"]');
    await status("idle");

    await expect.poll(() => stillRunning(running), { timeout: 30_000 }).toEqual([]);
    expect(await page.locator(ERRORS).first().textContent()).toMatch(/interrupt/i);
  });
});

const TOKEN = "of-the-test";
const ERRORS =
  '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]';

/** With fewer documents and without other languages, so that it takes seconds. */
async function writeSmallNotebook(file: string): Promise<void> {
  const source = path.join(projectFolder, "notebooks", "02-catch-em-all.ipynb");
  const notebook = withParameters(await readNotebook(source), { peers: "none", documents: 6 }, source);
  await writeNotebook(file, notebook);
}

function serverArguments(folder: string): string[] {
  return [
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port=0",
    `--ServerApp.root_dir=${folder}`,
    `--IdentityProvider.token=${TOKEN}`,
    // One that somebody's own settings would change is not what is tested.
    `--LabApp.user_settings_dir=${path.join(folder, "settings")}`,
    `--LabApp.workspaces_dir=${path.join(folder, "workspaces")}`,
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
}

async function addressOf(server: ChildProcess): Promise<string> {
  let log = "";
  for await (const text of server.stderr!.setEncoding("utf8")) {
    log += text;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(log);
    if (!found) continue;
    server.stderr!.resume();
    return found[0];
  }
  throw new Error(`JupyterLab did not start: ${log}`);
}

/** The different states of the progress bars that are seen until the notebook is idle again. */
async function seenProgress(page: Page): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  await page.waitForSelector('.jp-Notebook-ExecutionIndicator[data-status="busy"]', { timeout: PATIENCE_MS });
  while (!(await page.$('.jp-Notebook-ExecutionIndicator[data-status="idle"]'))) {
    for (const bar of await page.locator("div:has(> progress)").allTextContents()) seen.add(bar);
    await page.waitForTimeout(100);
  }
  return seen;
}

/** The harness of the measurement under way, and the programs that it has started. */
async function harnessOf(serverPid: number) {
  const rows = () =>
    descendantsOf(serverPid).filter(({ command }) => /harness\.js|-program\.js/.test(command));
  await expect.poll(() => rows().length, { timeout: 30_000 }).toBeGreaterThan(1);
  return rows();
}
