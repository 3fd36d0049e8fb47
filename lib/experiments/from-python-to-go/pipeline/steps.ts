/** The steps of one pipeline, welcoming a new user by mail, as each style of asynchronous code is offered them. */

export interface Connection {
  readonly host: string;
}

export interface User {
  readonly name: string;
  readonly language: string;
}

/** Called once, later; there is no value when there is an error, whatever the type says: Node's own convention. */
export type Callback<Value> = (error: Error | null, value: Value) => void;

/** The caller's callback: an error, or the receipt of the mail. */
export type Done = (error: Error | null, receipt?: string) => void;

/** Five steps, and the clean-up that a connection is owed once it is open. A step ends early when its signal aborts. */
export interface CallbackSteps {
  connect(signal: AbortSignal, done: Callback<Connection>): void;
  findUser(connection: Connection, signal: AbortSignal, done: Callback<User>): void;
  readTemplate(user: User, signal: AbortSignal, done: Callback<string>): void;
  render(template: string, user: User, signal: AbortSignal, done: Callback<string>): void;
  send(connection: Connection, mail: string, signal: AbortSignal, done: Callback<string>): void;
  close(connection: Connection, done: Callback<void>): void;
}

/** The same steps, each with a promise in place of its callback. */
export interface PromiseSteps {
  connect(signal: AbortSignal): Promise<Connection>;
  findUser(connection: Connection, signal: AbortSignal): Promise<User>;
  readTemplate(user: User, signal: AbortSignal): Promise<string>;
  render(template: string, user: User, signal: AbortSignal): Promise<string>;
  send(connection: Connection, mail: string, signal: AbortSignal): Promise<string>;
  close(connection: Connection): Promise<void>;
}
