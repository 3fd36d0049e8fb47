import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const single: Variant = {
  id: "ts/single",
  title: "node:http",
  summary: "One process, one event loop, one core.",
  from: "smoke",
  source: "lib/servers/hello/hello-server.ts",
};

export const hello: Experiment = {
  id: "hello",
  title: "The hello-world server",
  question: "What does one small HTTP answer cost, and does more than one core give more of them?",
  metric: "counters.cpuPerRequestMs",
  ideal: "as many requests a second as cores times what one core answers",
  variants: [
    single,
    copyOf(single),
    {
      id: "ts/cluster",
      title: "cluster",
      summary:
        "As many worker processes as cores behind one port; the primary accepts and deals out connections.",
      asPublished: true,
      from: "smoke",
      source: "lib/servers/hello/hello-cluster.ts",
    },
    {
      id: "ts/cluster-one",
      title: "cluster of one",
      summary: "A single worker: what the primary process in between costs by itself.",
      from: "full",
      source: "lib/servers/hello/hello-cluster.ts",
    },
    {
      id: "python/aiohttp",
      title: "aiohttp",
      summary: "One process with aiohttp's server on asyncio.",
      from: "smoke",
      source: pythonProgram("hello_aiohttp"),
    },
    {
      id: "go/net-http",
      title: "net/http",
      summary: "One handler and `ListenAndServe`: a goroutine for each connection, on all cores.",
      asPublished: true,
      from: "smoke",
      source: goProgram("hello"),
    },
  ],
};
