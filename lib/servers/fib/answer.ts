/**
 * How a server comes to fib(n). A number is answered at once, on the event loop; a promise is waited for while the
 * loop goes on. It may throw or reject: the client is told, and its connection goes on.
 */
export type Answer = (n: number) => number | Promise<number>;
