import type { Callback, CallbackSteps, Connection, Done, User } from "./steps.js";

/** A named function for each callback: flat, and what an earlier step has found is kept in variables of them all. */
export function welcome(steps: CallbackSteps, limitMs: number, done: Done): void {
  const signal = AbortSignal.timeout(limitMs);
  let connection: Connection;
  let user: User;
  const connected: Callback<Connection> = (error, opened) => {
    if (error) return done(error);
    connection = opened;
    steps.findUser(connection, signal, found);
  };
  const found: Callback<User> = (error, one) => {
    if (error) return finish(error);
    user = one;
    steps.readTemplate(user, signal, read);
  };
  const read: Callback<string> = (error, template) => {
    if (error) return finish(error);
    steps.render(template, user, signal, rendered);
  };
  const rendered: Callback<string> = (error, mail) => {
    if (error) return finish(error);
    steps.send(connection, mail, signal, finish);
  };
  const finish: Done = (error, receipt) =>
    steps.close(connection, (closeError) => done(error ?? closeError, receipt));
  steps.connect(signal, connected);
}
