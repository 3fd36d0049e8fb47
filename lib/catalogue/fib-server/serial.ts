import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const oneAtATime: Variant = {
  id: "ts/serial",
  title: "One connection at a time",
  summary: "Serves one connection to its end before it turns to the next; requests are told apart by lines.",
  from: "smoke",
  source: "lib/servers/fib/serial.ts",
};

export const serial: Experiment = {
  id: "serial",
  title: "The synchronous server",
  question: "What does one small request cost each synchronous server when nothing is concurrent?",
  metric: "counters.cpuPerRequestMs",
  ideal: "a round trip over the loopback, which the client and the kernel need for any server",
  variants: [
    oneAtATime,
    copyOf(oneAtATime),
    {
      id: "python/serial",
      title: "Python, synchronous",
      summary: "Accept, then answer until the client leaves; whatever one `recv` brings is one request.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("fib_serial"),
    },
    {
      id: "pypy/serial",
      title: "PyPy, synchronous",
      summary: "The same file under an interpreter that compiles what runs often.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("fib_serial"),
    },
    {
      id: "go/serial",
      title: "Go, synchronous",
      summary: "The same in Go; what is no number is logged and taken for 0.",
      asPublished: true,
      from: "smoke",
      source: goProgram("fib-serial"),
    },
    {
      id: "go/ceiling",
      title: "Go, no work at all",
      summary:
        "Answers 1 to whatever comes, without looking: what the client and the loopback reach by themselves.",
      from: "full",
      source: goProgram("fib-ceiling"),
    },
  ],
};
