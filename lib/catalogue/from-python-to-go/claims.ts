import type { Claim, Condition, VariantId } from "../entry.js";

/** The forms of background work that live and die with the process that answers the page. */
interface Form {
  readonly id: VariantId;
  readonly name: string;
}
const inProcess: { readonly python: readonly Form[]; readonly elsewhere: readonly Form[] } = {
  python: [
    { id: "python/thread", name: "Python's thread for each" },
    { id: "python/create-task", name: "asyncio's create_task" },
  ],
  elsewhere: [
    { id: "ts/fire-and-forget", name: "TypeScript's fire and forget" },
    { id: "go/goroutine", name: "Go's goroutine for each" },
  ],
};
/** The page's own 20 ms, and 5 ms for what sending in its background may add. */
const PAGE_LIMIT_MS = 20 + 5;

/** The claims that get a verdict, in the order of the essay's chapters. */
export const claims: readonly Claim[] = [
  {
    id: "D1-C1",
    kind: "predicate",
    experiment: "background",
    text: "Background work on a request is awkward in Python without a task queue",
    statedBy: "essay",
    hides:
      "what a task queue is wanted for, no language gives without one: nothing in the memory of a process survives SIGKILL; only a durable queue does",
    // It says that Python is worse off: there pages wait and mails are lost, and elsewhere neither is so.
    conditions: [
      ...inProcess.python.flatMap((form) => [
        pageTakes(form, ">", PAGE_LIMIT_MS),
        mailsLost(form, "SIGKILL", ">"),
      ]),
      ...inProcess.elsewhere.flatMap((form) => [
        pageTakes(form, "<=", PAGE_LIMIT_MS),
        mailsLost(form, "SIGTERM", "="),
        mailsLost(form, "SIGKILL", "="),
      ]),
    ],
  },
  {
    id: "D1-C2",
    kind: "predicate",
    experiment: "not-parallelism",
    text: "Every library for Node fits its event loop",
    statedBy: "essay",
    quoted: "always",
    hides:
      "synchronous interfaces and large calls of JSON.parse stop the loop; dns.lookup only borrows threads so as not to",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "ts/node-apis", metric: "counters.heartbeatDelayMaxMs", cell: "node-apis" },
        is: "<=",
        right: 10,
        says: "is the longest that one of Node's own interfaces, those named Sync included, kept a 10 ms timer waiting",
      },
    ],
  },
  {
    id: "D1-C3",
    kind: "predicate",
    experiment: "callbacks",
    text: "Callbacks make tangled code",
    statedBy: "essay",
    hides: "promises and async functions came later and changed the language's style, not its event loop",
    conditions: [
      {
        kind: "comparison",
        left: {
          variant: "ts/callbacks",
          metric: "counters.nesting",
          per: { variant: "ts/async-await", metric: "counters.nesting" },
        },
        is: ">=",
        right: 1.5,
        says: "times the nesting of async functions",
      },
      {
        kind: "comparison",
        left: { variant: "ts/callbacks", metric: "counters.faultsReported" },
        is: "<",
        right: { variant: "ts/async-await", metric: "counters.faultsReported" },
        says: "injected faults that reached the caller, against those of async functions",
      },
    ],
  },
  {
    id: "D1-C4",
    kind: "predicate",
    experiment: "spread",
    text: "With a cluster it is unclear whether work is spread evenly over the cores",
    statedBy: "essay",
    hides: "a cluster deals out connections, and what they ask for later is not its concern",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "ts/round-robin", metric: "counters.jainIndex", cell: "keep-alive" },
        is: "<",
        right: 0.95,
        says: "as the index of fairness over the workers, for kept connections with uneven requests",
      },
    ],
  },
  {
    id: "D1-C5",
    kind: "predicate",
    experiment: "worker-death",
    text: "The cluster of the listing keeps its capacity when workers die",
    statedBy: "program",
    hides: "it notes the process id of a dead worker and starts no other",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "ts/log-only", metric: "counters.capacityShare" },
        is: ">=",
        right: 0.9,
        says: "of the capacity left after ten deaths",
      },
    ],
  },
  {
    id: "D1-C6",
    kind: "predicate",
    experiment: "not-parallelism",
    text: "Go uses all cores without effort",
    statedBy: "essay",
    hides:
      "how many cores there are: inside a container, a program whose module asks for a Go before 1.25, as these do, counts those of the host and not the quota",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "go/goroutines", metric: "counters.coreShare" },
        is: ">=",
        right: 0.9,
        says: "of the time of all cores used by Go while it computed",
      },
    ],
  },
  {
    id: "D1-C7",
    kind: "ratio",
    experiment: "dns-deadline",
    text: "gevent is concurrent only with input and output that it has patched",
    statedBy: "essay",
    numerator: "python/gevent-unpatched",
    denominator: "python/gevent",
    metric: "workMs",
    hides: "unpatched, the delays add up; patched, gevent lends each lookup one of ten threads",
  },
];

type Relation = Extract<Condition, { kind: "comparison" }>["is"];

function pageTakes({ id, name }: Form, is: Relation, right: number): Condition {
  const left = { variant: id, metric: "counters.pageP99Ms" } as const;
  return { kind: "comparison", left, is, right, says: `until 99% of the pages were answered, with ${name}` };
}

function mailsLost({ id, name }: Form, signal: "SIGTERM" | "SIGKILL", is: Relation): Condition {
  const left = { variant: id, metric: "counters.lostMails", cell: signal } as const;
  return { kind: "comparison", left, is, right: 0, says: `mails lost on ${signal}, with ${name}` };
}
