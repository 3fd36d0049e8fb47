import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { endProcesses } from "./process-tree.js";

/**
 * The processes that the running cell has started, a measurement's harness among them.
 *
 * Jupyter sends an interrupt to the kernel's process group, but VS Code sends it to the kernel alone, and a message
 * reaches nobody else either. So the kernel itself sees to it that an interrupted cell leaves no process behind.
 * Those of earlier cells, such as a server that the notebook still needs, stay.
 */
export class CellProcesses {
  #running = new Set<ChildProcess>();

  constructor() {
    subscribe("child_process", (message) => {
      const { process: child } = message as { process: ChildProcess };
      const cell = this.#running;
      cell.add(child);
      child.once("exit", () => cell.delete(child));
    });
  }

  /** From now on processes belong to the cell that begins. */
  startCell(): void {
    this.#running = new Set();
  }

  /** Ends the running cell's processes and all below them; resolves once they are gone. */
  end(): Promise<void> {
    return endProcesses([...this.#running].flatMap(({ pid }) => pid ?? []));
  }
}
