import type { Claim, Condition, VariantId } from "../entry.js";

interface Server {
  readonly id: VariantId;
  readonly name: string;
}

const synchronous: readonly Server[] = [
  { id: "python/serial", name: "Python" },
  { id: "pypy/serial", name: "PyPy" },
  { id: "go/serial", name: "Go" },
];

export const claims: readonly Claim[] = [
  {
    id: "D4-C1",
    kind: "predicate",
    experiment: "serial",
    text: "Serving one client with small requests, Python, PyPy and Go are much alike",
    statedBy: "essay",
    quoted: "17,000, 22,000 and 21,000 requests/s",
    hides:
      "the client and the loopback take most of each round trip, which is why the published rates lie within a factor of 1.29; the servers' own processor time differs more, since Go's poller asks the system more often for each request than a `recv` and a `send` that block; judged with both ends on one core, since waking each other up across cores costs several times as much, now and then",
    conditions: synchronous.flatMap((one) =>
      synchronous.filter((other) => other !== one).map((other) => alike(one, other)),
    ),
  },
  {
    id: "D4-C2",
    kind: "ratio",
    experiment: "concurrent",
    text: "With three clients Go is far ahead of Python",
    statedBy: "essay",
    numerator: "go/concurrent",
    denominator: "python/coroutines",
    metric: "counters.requestsPerSecond",
    published: 45,
    quoted: "12,500 against 275 requests/s per client",
    hides:
      "the Python server hands even fib(1) to another process; computed in its loop, fib(1) costs next to nothing",
    condition: {
      parameter: "fib",
      unit: "count",
      says: "Python computes fib",
      cells: ["fib=pool", "fib=inline"],
    },
  },
  {
    id: "D4-C3",
    kind: "predicate",
    experiment: "concurrent",
    text: "The concurrent Python program cannot use all cores",
    statedBy: "essay",
    hides: "its pool has four processes, and no interpreter lock spans processes",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "python/coroutines", metric: "counters.coreShare", cell: "n=30" },
        is: "<",
        right: 0.9,
        says: "of the cores that three clients could keep busy with fib(30) were used",
      },
    ],
  },
  {
    id: "D4-C4",
    kind: "ratio",
    experiment: "latency",
    text: "Go answers fib(30) many times sooner than Python",
    statedBy: "essay",
    numerator: "python/coroutines",
    denominator: "go/concurrent",
    metric: "counters.p50Ms",
    published: 46,
    quoted: "231 ms against 5 ms",
    hides:
      "an interpreter against compiled code, rather than integers without bounds against a machine's: PyPy has those too, and comes near Go; and CPython has become faster since",
  },
  {
    id: "D4-C5",
    kind: "ratio",
    experiment: "memory",
    text: "Python takes more memory than Go while serving",
    statedBy: "essay",
    numerator: "python/coroutines",
    denominator: "go/concurrent",
    metric: "counters.memoryBytes",
    published: 1.57,
    quoted: "188 MB against 120 MB",
    hides:
      "what was counted: address space, resident pages, or pages shared out among the processes that share them",
    condition: {
      parameter: "memory",
      unit: "count",
      says: "memory is",
      cells: ["memory=virtual", "memory=resident", "memory=proportional"],
    },
  },
  {
    id: "D4-C6",
    kind: "predicate",
    experiment: "edit-cost",
    text: "Two letters make the Go server concurrent",
    statedBy: "essay",
    quoted: "the keyword `go`",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "go/edit", metric: "counters.tokensAdded" },
        is: "<=",
        right: 2,
        says: "more in the count of tokens, in Go",
      },
    ],
  },
  {
    id: "D4-C7",
    kind: "predicate",
    experiment: "interference",
    text: "One client with large requests ruins the small requests of the others",
    statedBy: "talk",
    hides:
      "it is a matter of the server: threads of Python ask for their lock for 5 ms at a time, an event loop that computes stops altogether, Go preempts and keeps its rate, though not its slowest answers, and a server that hands over the large requests alone hardly notices",
    conditions: [
      {
        kind: "comparison",
        left: {
          variant: "python/threads",
          metric: "counters.requestsPerSecond",
          cell: "alone",
          per: { variant: "python/threads", metric: "counters.requestsPerSecond", cell: "beside" },
        },
        is: ">=",
        right: 2,
        says: "times as many small requests answered alone as beside fib(30), by Python threads",
      },
    ],
  },
  {
    id: "D4-C8",
    kind: "ratio",
    experiment: "serial",
    text: "Synchronous, PyPy is slightly ahead of Go",
    statedBy: "essay",
    numerator: "pypy/serial",
    denominator: "go/serial",
    metric: "counters.requestsPerSecond",
    published: 1.05,
    quoted: "22,000 against 21,000 requests/s",
    hides: "a difference of this size between two runs on one machine is mostly noise",
  },
];

/** Level within a factor of 1.3, seen from one side; both sides together make it level. */
function alike(one: Server, other: Server): Condition {
  const metric = "counters.cpuPerRequestMs";
  const cell = "one-core";
  return {
    kind: "comparison",
    left: { variant: one.id, metric, cell, per: { variant: other.id, metric, cell } },
    is: "<=",
    right: 1.3,
    says: `times the processor time per request, ${one.name} against ${other.name}`,
  };
}
