/**
 * The mail sink, by the contract of server programs; its `control` port answers `GET /counters` with what was
 * received, and takes `POST /reset` and `POST /settings` with a `delayMs`.
 */
import { listenOnLoopback } from "../loopback.js";
import { createControlServer } from "../origin/control-server.js";
import { runServerProgram } from "../server-program.js";
import { MailSink } from "./mail-sink.js";

await runServerProgram(async (settings) => {
  const sink = new MailSink();
  sink.configure({ delayMs: 0, ...settings });
  const control = createControlServer({
    counters: () => sink.record(),
    reset: () => sink.reset(),
    configure: (given) => sink.configure(given),
  });
  const [port, controlPort] = [await listenOnLoopback(sink.server), await listenOnLoopback(control)];
  return {
    report: { port, ports: { control: controlPort } },
    counters: () => ({ mails: Object.keys(sink.record().mails).length }),
    cleanUp: () => {},
  };
});
