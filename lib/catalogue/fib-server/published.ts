import type { PublishedFigure, VariantId } from "../entry.js";

export const published: readonly PublishedFigure[] = [
  serialRate("D4-E1-python", "python/serial", "Python, synchronous", "17,000 requests/s", 17_000),
  serialRate("D4-E1-pypy", "pypy/serial", "PyPy, synchronous", "22,000 requests/s", 22_000),
  serialRate("D4-E1-go", "go/serial", "Go, synchronous", "21,000 requests/s", 21_000),
  largeRequest("D4-E2-python", "python/coroutines", "coroutines and a process pool", "231 ms", 231),
  largeRequest("D4-E2-go", "go/concurrent", "a goroutine each", "5 ms", 5),
  perClient("D4-E3-python", "python/coroutines", "coroutines and ProcessPool(4)", "275 requests/s", 275),
  perClient("D4-E3-go", "go/concurrent", "a goroutine each, GOMAXPROCS 3", "12,500 requests/s", 12_500),
  memory("D4-E4-python", "python/coroutines", "coroutines and ProcessPool(4)", "188 MB", 188),
  memory("D4-E4-go", "go/concurrent", "a goroutine each, GOMAXPROCS 3", "120 MB", 120),
];

function serialRate(
  id: string,
  variant: VariantId,
  program: string,
  quoted: string,
  value: number,
): PublishedFigure {
  const metric = "counters.requestsPerSecond";
  return {
    id,
    experiment: "serial",
    variant,
    program,
    work: "fib(1), one client",
    quoted,
    value,
    unit: "requests/s",
    metric,
  };
}

function largeRequest(
  id: string,
  variant: VariantId,
  program: string,
  quoted: string,
  value: number,
): PublishedFigure {
  return { id, experiment: "latency", variant, program, work: "fib(30)", quoted, value, unit: "ms" };
}

function perClient(
  id: string,
  variant: VariantId,
  program: string,
  quoted: string,
  value: number,
): PublishedFigure {
  const work = "fib(1), three clients, each client";
  const metric = "counters.eachClientPerSecond";
  return { id, experiment: "concurrent", variant, program, work, quoted, value, unit: "requests/s", metric };
}

function memory(
  id: string,
  variant: VariantId,
  program: string,
  quoted: string,
  value: number,
): PublishedFigure {
  const work = "fib(1), three clients; the kind of memory is not said (here: address space)";
  return { id, experiment: "memory", variant, program, work, quoted, value, unit: "MB" };
}
