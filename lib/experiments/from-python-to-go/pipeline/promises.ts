import type { PromiseSteps } from "./steps.js";

/** A chain of promises, nested only where a step needs what two earlier ones have found. */
export function welcome(steps: PromiseSteps, limitMs: number): Promise<string> {
  const signal = AbortSignal.timeout(limitMs);
  return steps.connect(signal).then((connection) =>
    steps
      .findUser(connection, signal)
      .then((user) =>
        steps.readTemplate(user, signal).then((template) => steps.render(template, user, signal)),
      )
      .then((mail) => steps.send(connection, mail, signal))
      // biome-ignore lint/nursery/noMisusedPromises: finally waits for the promise that its callback returns
      .finally(() => steps.close(connection)),
  );
}
