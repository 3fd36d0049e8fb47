import type { Subject } from "../../measure/rounds.js";
import { countEdit, type Edit } from "../count-edit.js";
import type { RunnableExperiment } from "../experiment.js";
import { variantsOf } from "./prepare-servers.js";

const python = (name: string) => `lib/peers/python/${name}.py`;

/** From the synchronous server to a concurrent one, in each language. */
const edits: Readonly<Record<string, Edit>> = {
  "ts/edit": {
    language: "typescript",
    before: ["lib/servers/fib/serial.ts"],
    after: ["lib/servers/fib/concurrent.ts"],
  },
  "python/edit": { language: "python", before: [python("fib_serial")], after: [python("fib_coroutines")] },
  "python/threads-edit": {
    language: "python",
    before: [python("fib_serial")],
    after: [python("fib_threads")],
  },
  "go/edit": {
    language: "go",
    before: ["lib/peers/go/fib-serial/main.go"],
    after: ["lib/peers/go/fib-concurrent/main.go"],
  },
};

/** D4 `edit-cost`: what each language's program must change to serve several clients, counted in the programs that run. */
export const editCost: RunnableExperiment = {
  document: "fib-server",
  id: "edit-cost",
  parameters: {},
  async prepare(settings) {
    return {
      timed: false,
      parameters: {},
      cells: { edit: { parameters: {} } },
      subjects: variantsOf("edit-cost", settings).map(
        ({ id }): Subject => ({ id, sample: () => countEdit(edits[id]!) }),
      ),
      traced: [],
      limits: {},
      warnings: [],
      close: async () => {},
    };
  },
};
