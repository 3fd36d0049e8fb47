import { type RunnableExperiment, resolveParameters } from "../experiment.js";
import { loadWindows, prepareServers } from "./prepare-servers.js";

/** D4 `serial`: the synchronous servers under one closed-loop client that asks for fib(1), as in the essay. */
export const serial: RunnableExperiment = {
  document: "fib-server",
  id: "serial",
  parameters: loadWindows,
  prepare(settings, preparation) {
    const windows = resolveParameters(loadWindows, settings.profile, settings.parameters);
    const plan = { n: 1, clients: 1, ...windows };
    const cell = { id: "clients=1", parameters: { n: 1, clients: 1 }, plan };
    return prepareServers("serial", [cell], windows, settings, preparation);
  },
};
