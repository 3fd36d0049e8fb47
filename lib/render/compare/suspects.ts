import type { ResultFile } from "../../store/result.js";

/** Something besides the machine that differs between two sides, and so may be why the figures do. */
export interface Suspect {
  /** `node`, `commit`, `profile`, ... */
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** Runtimes and libraries, the project's own code, the profile, the clock governor: what differs, by name. */
export function suspects(a: readonly ResultFile[], b: readonly ResultFile[]): Suspect[] {
  const [first, second] = [a, b].map(factsOf) as [Map<string, string>, Map<string, string>];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return names.flatMap((name) => {
    const [left, right] = [first.get(name) ?? "none", second.get(name) ?? "none"];
    return left === right ? [] : [{ name, a: left, b: right }];
  });
}

function factsOf(results: readonly ResultFile[]): Map<string, string> {
  const facts = new Map<string, Set<string>>();
  const add = (name: string, value: string) => facts.set(name, (facts.get(name) ?? new Set()).add(value));
  for (const { provenance, profile, machine } of results) {
    add("profile", profile);
    const { commit, dirty } = provenance;
    add("commit", commit === null ? "unknown" : `${commit.slice(0, 7)}${dirty ? " and changes" : ""}`);
    add("clock governor", String(machine.volatile.cpuGovernor ?? "not told"));
    for (const [name, version] of Object.entries(provenance.versions)) add(name, version);
  }
  return new Map([...facts].map(([name, values]) => [name, [...values].join(", ")]));
}
