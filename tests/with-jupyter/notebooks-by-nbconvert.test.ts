import path from "node:path";
import { describe, expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { readNotebook } from "../../lib/jupyter/notebook-file.js";
import { withParameters } from "../../lib/jupyter/parameters.js";
import { runNotebook } from "../../lib/jupyter/run-notebook.js";
import { projectFolder } from "../../lib/paths.js";
import { nbconvert, shapeOf, withoutJupyter } from "../support/nbconvert.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Small, and the same everywhere: what the peers' programs do is no matter of the notebook's tools. */
const PARAMETERS = { peers: "none", seed: 11 };

describe.skipIf(withoutJupyter !== "")(`jupyter nbconvert --execute${withoutJupyter}`, () => {
  it.each(documents.map(({ notebook }) => notebook))(
    "gives the same outcome as our runner of %s",
    async (name) => {
      const folder = await temporaryFolder();
      const file = path.join(projectFolder, "notebooks", `${name}.ipynb`);
      const outputFile = path.join(folder, "ours.ipynb");
      const notebook = withParameters(await readNotebook(file), PARAMETERS, name);
      // Side by side: it is the outputs that are compared, not the figures.
      const [run, { code, stderr, executed }] = await Promise.all([
        runNotebook({ file, outputFile, parameters: PARAMETERS }),
        nbconvert(notebook, folder),
      ]);
      expect(run.failure).toBeUndefined();
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      expect(shapeOf(executed!)).toEqual(shapeOf(await readNotebook(outputFile)));
    },
  );
});
