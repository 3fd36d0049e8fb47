import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Slug } from "../../lib/catalogue/entry.js";
import { documents } from "../../lib/catalogue/index.js";
import { projectFolder } from "../../lib/paths.js";
import { judge } from "../../lib/render/judge.js";
import { proseText } from "../../lib/render/prose.js";
import { readResults } from "../../lib/store/read-results.js";
import type { Sample } from "../../lib/store/result.js";

/** The experiments of each essay, and the claims that these decide. */
const decidedBy: Readonly<Record<Slug, Readonly<Record<string, readonly string[]>>>> = {
  "from-python-to-go": {
    "dns-deadline": ["D1-C7"],
    hello: [],
    "not-parallelism": ["D1-C2", "D1-C6"],
    spread: ["D1-C4"],
    "worker-death": ["D1-C5"],
    background: ["D1-C1"],
    callbacks: ["D1-C3"],
  },
  "catch-em-all": {
    fetch: ["C1", "C2", "C3", "C4", "C7", "C9", "C10", "C11", "C12", "C13"].map((claim) => `D2-${claim}`),
    why: [],
    latency: ["D2-C5"],
    capture: [],
    faults: ["D2-C8"],
    "edit-cost": ["D2-C6"],
  },
  "two-philosophies": {
    start: ["D3-C9", "D3-C12"],
    pool: ["D3-C4"],
    scrape: [],
    tasks: ["D3-C1", "D3-C2", "D3-C8"],
    errors: ["D3-C7"],
    channel: [],
    blocking: ["D3-C6"],
    mixed: ["D3-C3", "D3-C10"],
    race: ["D3-C5", "D3-C11"],
  },
  "fib-server": {
    serial: ["D4-C1", "D4-C8"],
    concurrent: ["D4-C2", "D4-C3"],
    latency: ["D4-C4"],
    memory: ["D4-C5"],
    framing: [],
    "edit-cost": ["D4-C6"],
    interference: ["D4-C7"],
    crossover: [],
  },
};

/** Claims about sizes that only the full profile runs. */
const fullOnly = ["D2-C11"];

const results = (await readResults(path.join(projectFolder, "results"))).filter(
  ({ profile }) => profile !== "smoke",
);

describe.each(documents)("$slug", (document) => {
  const experiments = Object.entries(decidedBy[document.slug]);
  const measured = results.filter((result) => result.document === document.slug);

  it.each(experiments)("%s is in the catalogue, with the claims that it decides", (id, claims) => {
    expect(document.experiments.find((one) => one.id === id)?.variants).not.toEqual([]);
    const decided = document.claims.filter(({ experiment }) => experiment === id).map((claim) => claim.id);
    expect(decided.sort()).toEqual([...claims].sort());
  });

  it.each(experiments)("%s has published results, and a verdict on each of its claims", (id, claims) => {
    expect(measured).not.toEqual([]);
    for (const { machine, profile, experiments } of measured) {
      const result = experiments[id];
      expect(result, machine.id).toBeDefined();
      for (const [variant, { asPublished, samples }] of Object.entries(result!.variants))
        expect.soft(lacking(asPublished, samples), `${machine.id} ${variant}`).toBe(null);
      for (const claim of document.claims.filter((one) => claims.includes(one.id))) {
        const { kind, because } = judge(claim, result, { document, machine: machine.id });
        if (kind !== "not measured here" || (fullOnly.includes(claim.id) && profile !== "full")) continue;
        expect.soft(proseText(because), `${machine.id} ${claim.id}`).toMatch(MISSING_RUNTIME);
      }
    }
  });
});

const MISSING_RUNTIME =
  /\bno (Go|python3|pypy3|redis-server) on PATH\b|\bcould not be (built|installed)\b|\bis older than\b/;

/** Null where a program ran, if only to fail as published, or could not for want of a runtime that its reason names. */
function lacking(asPublished: boolean, samples: readonly Sample[]): string | null {
  if (samples.some(({ status }) => status === "ok" || (asPublished && status === "error"))) return null;
  const unexplained = samples.find(({ reason = "" }) => !MISSING_RUNTIME.test(reason));
  return unexplained ? `${unexplained.status}: ${unexplained.reason}` : null;
}
