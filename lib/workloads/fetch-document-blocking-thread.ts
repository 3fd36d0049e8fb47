import { Socket } from "node:net";
import { runAsWorker } from "synckit";
import { type DocumentClient, openDocumentClient } from "./fetch-document.js";
import type { BlockingCall } from "./fetch-document-blocking.js";

let client: DocumentClient | undefined;

runAsWorker(async (call: BlockingCall): Promise<unknown> => {
  if ("open" in call) {
    client = openDocumentClient(call.open);
    endProcessWithStandardInput();
    return undefined;
  }
  return "fetch" in call ? client!.fetchBytes(call.fetch) : client!.stats();
});

/** The main thread stands still in a call and sees no end of its input: this one has to look for it. */
function endProcessWithStandardInput(): void {
  let input: Socket;
  try {
    input = new Socket({ fd: 0, readable: true, writable: false });
  } catch {
    return; // A file or a terminal: nobody closes it to end the process.
  }
  input.on("end", () => process.kill(process.pid, "SIGKILL"));
  input.on("error", () => {});
  input.resume();
  input.unref();
}
