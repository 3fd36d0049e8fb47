/** What a worker thread does for a server that hands its work over: fib(n), by the same recursion as everywhere. */
export { fib as default } from "../../workloads/fib.js";
