import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { compiledModule } from "../../lib/paths.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";

/** Opens a pool whose one task never returns to its event loop, and says once it has begun. */
const PARENT = `
import { ProcessPool } from ${JSON.stringify(pathToFileURL(compiledModule("strategies", "process-pool.js")).href)};
const task = \`export default () => { process.stdout.write("begun"); for (;;); }\`;
await new ProcessPool(new URL("data:text/javascript," + encodeURIComponent(task)), 1).run();`;

it("ends with its parent, even in the midst of a task that never ends", { timeout: 30_000 }, async () => {
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", PARENT], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  const workers = descendantsOf(parent.pid!);
  expect(workers).toHaveLength(1);
  parent.kill("SIGKILL");
  await expect.poll(() => stillRunning(workers), { timeout: 20_000 }).toEqual([]);
});
