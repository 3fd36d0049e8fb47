import { Socket } from "node:net";

/** A thread of a pool's process that ends the process with its parent: when standard input, a pipe from it, closes. */
const fromParent = new Socket({ fd: 0, readable: true, writable: false });
fromParent.on("error", () => {});
fromParent.on("close", () => process.kill(process.pid, "SIGKILL"));
fromParent.resume();
