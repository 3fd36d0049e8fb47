import { GREETING } from "../../servers/hello/hello-server.js";
import type { Preparation } from "../experiment.js";
import { findLoad, type LoadProgram } from "../load-programs.js";
import type { Settings } from "../settings.js";

/** The client that loads the hello servers. */
export function findHelloLoad(settings: Settings, preparation: Preparation): Promise<LoadProgram> {
  const source = {
    go: "hello-load",
    goNullServer: "hello-ceiling",
    typescript: "from-python-to-go/hello-load",
    answer: `HTTP/1.1 200 OK\r\nContent-Length: ${GREETING.length}\r\n\r\n${GREETING}`,
  };
  return findLoad(source, settings, preparation);
}
