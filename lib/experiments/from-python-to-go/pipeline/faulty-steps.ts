import { onAbort } from "../../../on-abort.js";
import { type Fault, faultMessage } from "../../two-philosophies/fault-corpus.js";
import type { Callback, CallbackSteps, Connection, PromiseSteps } from "./steps.js";

/** The number of the clean-up, after those of the five steps. */
export const CLEAN_UP = 6;

/** The faults of one run, by the step in which each comes about. */
export type PlantedFaults = ReadonlyMap<number, Fault>;

/**
 * Every way for the pipeline to go wrong: each of its five steps throws at once, fails after a while, or goes on for
 * ever until its signal ends it; the clean-up fails; a step and then the clean-up fail.
 */
export const pipelineFaults: readonly PlantedFaults[] = [
  ...[1, 2, 3, 4, 5].flatMap((step) =>
    (["throws", "rejects", "times-out"] as const).map((fault) => new Map([[step, fault]])),
  ),
  new Map([[CLEAN_UP, "fails-in-clean-up"]]),
  new Map([
    [3, "rejects"],
    [CLEAN_UP, "fails-in-clean-up"],
  ]),
];

/** The steps of a run with faults planted in them, and a record of what became of it. */
export class FaultySteps {
  /** The messages of the faults that came about: a step that was never taken has none. */
  readonly occurred = new Set<string>();
  readonly callbacks: CallbackSteps = {
    connect: (signal, done) =>
      this.#take(1, signal, { host: "mail.test" }, (error, connection) => {
        if (error === null) this.#openCount += 1;
        done(error, connection);
      }),
    findUser: (_connection, signal, done) => this.#take(2, signal, { name: "Ada", language: "en" }, done),
    readTemplate: (user, signal, done) => this.#take(3, signal, `(${user.language}) Welcome, `, done),
    render: (template, user, signal, done) => this.#take(4, signal, `${template}${user.name}!`, done),
    send: (connection, mail, signal, done) => this.#take(5, signal, `${connection.host}: ${mail}`, done),
    close: (_connection, done) => {
      this.#openCount -= 1;
      this.#take(CLEAN_UP, new AbortController().signal, undefined, done);
    },
  };
  readonly promises: PromiseSteps = {
    connect: (signal) => promised((done) => this.callbacks.connect(signal, done)),
    findUser: (connection, signal) => promised((done) => this.callbacks.findUser(connection, signal, done)),
    readTemplate: (user, signal) => promised((done) => this.callbacks.readTemplate(user, signal, done)),
    render: (template, user, signal) =>
      promised((done) => this.callbacks.render(template, user, signal, done)),
    send: (connection, mail, signal) =>
      promised((done) => this.callbacks.send(connection, mail, signal, done)),
    close: (connection: Connection) => promised((done) => this.callbacks.close(connection, done)),
  };
  readonly #faults: PlantedFaults;
  readonly #stepMs: number;
  #openCount = 0;

  constructor(faults: PlantedFaults, stepMs: number) {
    this.#faults = faults;
    this.#stepMs = stepMs;
  }

  /** Connections that were opened and whose clean-up has not begun. */
  get openCount(): number {
    return this.#openCount;
  }

  #take<Value>(step: number, signal: AbortSignal, value: Value, done: Callback<Value>): void {
    const fault = this.#faults.get(step);
    if (fault === "throws") throw this.#occur(step, fault);
    const fail = done as (error: Error) => void;
    if (fault === "times-out") {
      this.#occur(step, fault);
      onAbort(signal, (reason) =>
        setImmediate(fail, new Error(faultMessage(step, fault), { cause: reason })),
      );
      return;
    }
    setTimeout(() => {
      if (fault === undefined) done(null, value);
      else fail(this.#occur(step, fault));
    }, this.#stepMs);
  }

  #occur(step: number, fault: Fault): Error {
    const error = new Error(faultMessage(step, fault));
    this.occurred.add(error.message);
    return error;
  }
}

/** What throws before it has a promise throws still: a chain of promises must see the same faults as callbacks do. */
function promised<Value>(take: (done: Callback<Value>) => void): Promise<Value> {
  let settle!: Callback<Value>;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = (error, value) => (error ? reject(error) : resolve(value));
  });
  take(settle);
  return promise;
}
