import type { VariantId } from "../../catalogue/entry.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { type FibCell, loadWindows, prepareServers } from "./prepare-servers.js";

/** Two cells share the budget. */
const parameters = {
  warmupMs: { ...loadWindows.warmupMs, quick: 150, full: 1000 },
  windowMs: { ...loadWindows.windowMs, quick: 250 },
} satisfies Record<string, ParameterSpec>;

/** The essay's three, which one claim calls alike. */
const AS_PUBLISHED: readonly VariantId[] = ["python/serial", "pypy/serial", "go/serial"];

const TWO_KINDS_OF_REQUESTS =
  "With one client at a time a request costs several times as much where client and server wake each other across cores as where both share one, and which of the two happens changes from run to run. The cell `one-core` keeps both on one core, for every server; the headline leaves them where the system puts them.";

/** D4 `serial`: the synchronous servers under one closed-loop client that asks for fib(1), as in the essay. */
export const serial: RunnableExperiment = {
  document: "fib-server",
  id: "serial",
  parameters,
  async prepare(settings, preparation) {
    const windows = resolveParameters(parameters, settings.profile, settings.parameters);
    const plan = { n: 1, clients: 1, ...windows };
    const anyCore: FibCell = { id: "clients=1", parameters: { n: 1, clients: 1, cores: "any" }, plan };
    const oneCore: FibCell = {
      id: "one-core",
      parameters: { n: 1, clients: 1, cores: "one" },
      plan,
      ...(settings.profile !== "full" && { only: AS_PUBLISHED }),
      onOneCore: true,
    };
    const prepared = await prepareServers("serial", [anyCore, oneCore], windows, settings, preparation);
    return { ...prepared, warnings: [...prepared.warnings, TWO_KINDS_OF_REQUESTS] };
  },
};
