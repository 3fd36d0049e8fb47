import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { prepareServers } from "./prepare-servers.js";

const parameters = {
  n: { smoke: 15, quick: 30, full: 30, minimum: 1, maximum: 45, says: "the fib to ask for" },
  warmupRequests: {
    smoke: 1,
    quick: 2,
    full: 4,
    minimum: 0,
    maximum: 1_000,
    says: "requests before they count",
  },
  requests: { smoke: 1, quick: 5, full: 15, minimum: 1, maximum: 1_000, says: "requests that count" },
} satisfies Record<string, ParameterSpec>;

/**
 * D4 `latency`: one client that asks for fib(30), again and again. The first request is recorded by itself, since a
 * just-in-time compiler has not seen the function yet.
 */
export const latency: RunnableExperiment = {
  document: "fib-server",
  id: "latency",
  parameters,
  prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const { n, warmupRequests, requests } = chosen as Record<keyof typeof parameters, number>;
    const plan = { n, clients: 1, warmupMs: 0, windowMs: 0, warmupRequests, requests };
    const cell = { id: `n=${n}`, parameters: { n, clients: 1 }, plan };
    return prepareServers("latency", [cell], chosen, settings, preparation);
  },
};
