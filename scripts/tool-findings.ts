import { existsSync } from "node:fs";
import { findJupyter } from "@interleave/lib/dist/jupyter/jupyter-environment.js";
import type { Finding } from "@interleave/lib/dist/measure/diagnosis.js";
import { peerVersions } from "@interleave/lib/dist/peers/peer.js";
import { packageNames } from "@interleave/lib/dist/peers/python-packages.js";
import { findOnPath } from "@interleave/lib/dist/toolchain/tool.js";

/** What runs beside TypeScript and around it: what is there, and how to get what is not. Installs nothing. */
export async function toolFindings(): Promise<Finding[]> {
  const versions = await peerVersions();
  const packages = packageNames.filter((name) => name in versions);
  return [
    runtime("Go", versions.go, "Its rows say “not measured here”. Go 1.19 or newer: https://go.dev/dl"),
    runtime("Python", versions.python, "Its rows say “not measured here”. Python 3.8 or newer."),
    {
      topic: "Python packages",
      found: packages.length === 0 ? "none" : packages.map((name) => `${name} ${versions[name]}`).join(", "),
      ...(packages.length < packageNames.length && {
        advice: "`npm run peers` installs them into the project; a run does so by itself too.",
      }),
    },
    runtime(
      "PyPy",
      versions.pypy,
      "Only one essay asks for it. Debian: apt install pypy3; macOS: brew install pypy3",
    ),
    await jupyter(),
    command(
      "Chromium",
      ["chromium", "chromium-browser", "google-chrome"],
      "Tests of the report in a browser",
      "chromium",
    ),
    command("redis-server", ["redis-server"], "Comparisons with a job queue", "redis-server"),
    command("wrk", ["wrk"], "Checks of the load generator", "wrk"),
  ];
}

function runtime(topic: string, version: string | undefined, advice: string): Finding {
  return version === undefined ? { topic, found: "not found", advice } : { topic, found: version };
}

async function jupyter(): Promise<Finding> {
  const found = await findJupyter();
  if ("missing" in found) {
    const advice = "`npm start` does not need it. `npm run lab` installs it into the project.";
    return { topic: "JupyterLab", found: "not found", advice };
  }
  return { topic: "JupyterLab", found: found.version };
}

function command(topic: string, names: readonly string[], needs: string, debian: string): Finding {
  if (names.some((name) => findOnPath(name).length > 0)) return { topic, found: "found" };
  if (topic === "Chromium" && existsSync("/Applications/Google Chrome.app")) return { topic, found: "found" };
  return { topic, found: "not found", advice: `${needs} are skipped. Debian: apt install ${debian}` };
}
