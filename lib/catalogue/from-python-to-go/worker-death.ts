import type { Experiment } from "../entry.js";

const source = "lib/servers/worker-death/supervisor.ts";

export const workerDeath: Experiment = {
  id: "worker-death",
  title: "When workers die",
  question: "How much capacity is left of a cluster whose workers die one after another?",
  metric: "counters.capacityShare",
  ideal: "no capacity lost",
  variants: [
    {
      id: "ts/log-only",
      title: "log only",
      summary: "The primary writes down the process id of a dead worker and starts no other.",
      asPublished: true,
      from: "smoke",
      source,
    },
    {
      id: "ts/respawn",
      title: "respawn",
      summary: "One line more: the primary starts another worker for each that died.",
      from: "smoke",
      source,
    },
    {
      id: "ts/respawn-draining",
      title: "respawn with back-off, draining",
      summary:
        "Waits longer after each worker that dies young; a worker that is asked to end finishes what it has begun, while another takes its place.",
      from: "smoke",
      source,
    },
  ],
};
