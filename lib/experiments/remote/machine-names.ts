import { slug } from "../../store/machine-id.js";

export interface NamedServer {
  /** Of the server. */
  readonly label: string;
  /** The machine id that its host made from its hardware. */
  readonly machine: string;
}

/**
 * The names under which the results of several servers are kept, in their order and each different: the machine's own
 * id, and where two have the same, as equal machines do, with the server's label behind it.
 *
 * The same servers get the same names every time, whichever of them answers first.
 *
 * @param taken names of further machines whose results must stay.
 */
export function machineNames(
  servers: readonly NamedServer[],
  taken: readonly string[] = [],
): readonly string[] {
  const names = servers.map((server) => {
    const alone = servers.filter(({ machine }) => machine === server.machine).length === 1;
    return alone && !taken.includes(server.machine)
      ? server.machine
      : joined(server.machine, slug(server.label));
  });
  // Labels that differ in punctuation alone make the same words.
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : joined(name, String(before + 1));
  });
}

const LENGTH_LIMIT = 64;

/** The end tells them apart, so it is the beginning that is cut. */
function joined(machine: string, end: string): string {
  const kept = end.slice(-40);
  return slug(`${machine.slice(0, LENGTH_LIMIT - 1 - kept.length)}-${kept}`);
}
