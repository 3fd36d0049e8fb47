import { awaited, drive } from "./drive.js";
import type { PromiseSteps } from "./steps.js";

/** A generator that yields what it waits for, and a driver that resumes it: async functions before there were any. */
export function welcome(steps: PromiseSteps, limitMs: number): Promise<string> {
  const signal = AbortSignal.timeout(limitMs);
  return drive(function* () {
    const connection = yield* awaited(steps.connect(signal));
    try {
      const user = yield* awaited(steps.findUser(connection, signal));
      const template = yield* awaited(steps.readTemplate(user, signal));
      const mail = yield* awaited(steps.render(template, user, signal));
      return yield* awaited(steps.send(connection, mail, signal));
    } finally {
      yield* awaited(steps.close(connection));
    }
  });
}
