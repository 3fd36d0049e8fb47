/** The program of the delaying relay: a process of its own, so that its processor time is not the server's. */
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { createControlServer } from "./control-server.js";
import { Relay } from "./relay.js";
import { readPort, readRttMs, refuseUnknown } from "./settings.js";

await runServerProgram(async (argument) => {
  refuseUnknown(argument, ["upstreamPort", "rttMs", "port"]);
  const relay = new Relay({
    upstreamPort: readPort(argument, "upstreamPort"),
    rttMs: readRttMs(argument, 10),
  });
  const control = createControlServer({
    counters: () => relay.counters(),
    reset: () => relay.reset(),
    configure(changes) {
      refuseUnknown(changes, ["rttMs"]);
      relay.rttMs = readRttMs(changes, relay.rttMs);
    },
  });
  return {
    report: {
      port: await listenOnLoopback(relay.server, readPort(argument, "port", 0)),
      ports: { control: await listenOnLoopback(control) },
    },
    counters: () => relay.counters(),
    cleanUp() {},
  };
});
