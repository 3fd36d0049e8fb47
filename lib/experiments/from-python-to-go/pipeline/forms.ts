import { welcome as asyncAwait } from "./async-await.js";
import { welcome as callbacks } from "./callbacks.js";
import { welcome as namedCallbacks } from "./callbacks-named.js";
import { welcome as channels } from "./channels.js";
import { welcome as generators } from "./generators.js";
import { welcome as promises } from "./promises.js";
import type { CallbackSteps, Done, PromiseSteps } from "./steps.js";

/** The pipeline in one style, for a caller who awaits it. */
export type Welcome = (
  steps: { readonly callbacks: CallbackSteps; readonly promises: PromiseSteps },
  limitMs: number,
) => Promise<string>;

/** The one pipeline in every style, each in the file of its name. */
export const welcomes = {
  callbacks: called(callbacks),
  "callbacks-named": called(namedCallbacks),
  promises: (steps, limitMs) => promises(steps.promises, limitMs),
  "async-await": (steps, limitMs) => asyncAwait(steps.promises, limitMs),
  generators: (steps, limitMs) => generators(steps.promises, limitMs),
  channels: (steps, limitMs) => channels(steps.promises, limitMs),
} satisfies Record<string, Welcome>;

function called(welcome: (steps: CallbackSteps, limitMs: number, done: Done) => void): Welcome {
  return (steps, limitMs) =>
    new Promise((resolve, reject) => {
      welcome(steps.callbacks, limitMs, (error, receipt) => (error ? reject(error) : resolve(receipt!)));
    });
}
