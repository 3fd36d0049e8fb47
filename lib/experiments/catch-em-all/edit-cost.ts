import { catchEmAll } from "../../catalogue/catch-em-all.js";
import type { VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { countEdit, type Edit } from "../count-edit.js";
import type { RunnableExperiment } from "../experiment.js";
import { withoutBookkeeping } from "./without-bookkeeping.js";

const python = (name: string) => [`lib/peers/python/${name}.py`];
const go = (name: string) => [`lib/peers/go/${name}/main.go`];
const typescript = (name: string) => [`lib/experiments/catch-em-all/edits/${name}.ts`];

/** From the serial program to a concurrent one, in each language. */
const edits: Readonly<Record<VariantId, Edit>> = {
  "ts/edit": { language: "typescript", before: typescript("serial"), after: typescript("gather") },
  "ts/edit-by-hand": { language: "typescript", before: typescript("loop"), after: typescript("promise-all") },
  "python/edit": {
    language: "python",
    before: python("fetch_requests"),
    after: python("fetch_aiohttp_gather"),
  },
  "python/threads-edit": {
    language: "python",
    before: python("fetch_requests"),
    after: python("fetch_threads"),
  },
  "go/edit": { language: "go", before: go("fetch-serial"), after: go("fetch-goroutines") },
};

/** D2 `edit-cost`: what each language's program must change to fetch all at once, counted in the programs that run. */
export const editCost: RunnableExperiment = {
  document: "catch-em-all",
  id: "edit-cost",
  parameters: {},
  async prepare() {
    const { variants } = catchEmAll.experiments.find(({ id }) => id === "edit-cost")!;
    return {
      timed: false,
      parameters: {},
      cells: { edit: { parameters: {} } },
      subjects: variants.map(
        ({ id }): Subject => ({
          id,
          sample: () => countEdit(edits[id]!, (source) => withoutBookkeeping(source, edits[id]!.language)),
        }),
      ),
      traced: [],
      limits: {},
      warnings: [],
      close: async () => {},
    };
  },
};
