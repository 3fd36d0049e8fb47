import { copyOf } from "../copy-of.js";
import type { Experiment, Profile, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const form = (name: string, title: string, summary: string, from: Profile = "quick"): Variant => ({
  id: `ts/${name}`,
  title,
  summary,
  from,
  source: `lib/servers/background/${name}.ts`,
});

const fireAndForget = form(
  "fire-and-forget",
  "Fire and forget",
  "Begins the mail and waits for nothing: what is on its way dies with the process, however that ends.",
  "smoke",
);

export const background: Experiment = {
  id: "background",
  title: "Work in the background of a request",
  question: "What does it take to send a mail after the page has been answered, and which mails are lost?",
  metric: "counters.pageP99Ms",
  ideal: "the page as fast as its handler, and no mail lost",
  variants: [
    form("inline", "Await inline", "The page waits for its mail, so it promises nothing that is not done."),
    fireAndForget,
    { ...copyOf(fireAndForget), from: "quick" },
    form(
      "bounded-queue",
      "Bounded queue in memory",
      "Workers send what a channel holds; on SIGTERM the process closes it and sends the rest.",
      "full",
    ),
    form(
      "worker-thread",
      "Worker thread",
      "A second thread sends the mails; on SIGTERM the process waits until it has.",
      "full",
    ),
    form(
      "sqlite-queue",
      "Queue in SQLite",
      "The page is answered once its mail is a row of a file; a process that starts again sends what it finds there.",
      "smoke",
    ),
    form(
      "redis-queue",
      "BullMQ on Redis",
      "The page is answered once Redis has its mail, in memory; workers that come back send what dead ones held.",
      "smoke",
    ),
    {
      id: "python/thread",
      title: "Thread for each mail",
      summary:
        "aiohttp's page starts a thread; on SIGTERM aiohttp ends in order, and then the interpreter waits for its threads.",
      from: "smoke",
      source: pythonProgram("background_aiohttp_thread"),
    },
    {
      id: "python/create-task",
      title: "create_task",
      summary:
        "aiohttp's page starts a task, which sends in a pool of threads; on SIGTERM the tasks that wait for a thread are cancelled.",
      from: "quick",
      source: pythonProgram("background_aiohttp_create_task"),
    },
    {
      id: "go/goroutine",
      title: "Goroutine for each mail",
      summary: "net/http's page starts a goroutine; SIGTERM ends the process and every goroutine in it.",
      asPublished: true,
      from: "smoke",
      source: goProgram("background"),
    },
  ],
};
