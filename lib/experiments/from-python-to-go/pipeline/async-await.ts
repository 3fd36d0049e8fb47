import type { PromiseSteps } from "./steps.js";

/** As if every step blocked: errors and clean-up are those of the language. */
export async function welcome(steps: PromiseSteps, limitMs: number): Promise<string> {
  const signal = AbortSignal.timeout(limitMs);
  const connection = await steps.connect(signal);
  try {
    const user = await steps.findUser(connection, signal);
    const template = await steps.readTemplate(user, signal);
    const mail = await steps.render(template, user, signal);
    return await steps.send(connection, mail, signal);
  } finally {
    await steps.close(connection);
  }
}
