import type { CallbackSteps, Done } from "./steps.js";

/** Each step inside the callback of the one before: whatever an earlier step has found is in sight. */
export function welcome(steps: CallbackSteps, limitMs: number, done: Done): void {
  const signal = AbortSignal.timeout(limitMs);
  steps.connect(signal, (error, connection) => {
    if (error) return done(error);
    const finish: Done = (error, receipt) =>
      steps.close(connection, (closeError) => done(error ?? closeError, receipt));
    steps.findUser(connection, signal, (error, user) => {
      if (error) return finish(error);
      steps.readTemplate(user, signal, (error, template) => {
        if (error) return finish(error);
        steps.render(template, user, signal, (error, mail) => {
          if (error) return finish(error);
          steps.send(connection, mail, signal, finish);
        });
      });
    });
  });
}
