/**
 * The page that sends a mail, in one form of doing so, by the contract of server programs. The argument: the `form`,
 * the `handlerMs` of the page, a `name` that begins the ids of its mails, the `smtpPort`, and what durable forms need.
 * A form that can drain does so when the process gets SIGTERM; with the others it ends at once.
 */
import { shown, UsageError } from "../../errors.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { type MailFormName, mailForms } from "./forms.js";
import { createPageServer } from "./page-server.js";

await runServerProgram(async ({ form: formName, handlerMs, name, smtpPort, folder, redisPort, queue }) => {
  const form = await mailForms[formIn(formName)]({
    smtpPort: countIn("smtpPort", smtpPort),
    folder: String(folder ?? ""),
    redisPort: countIn("redisPort", redisPort ?? 0),
    queue: String(queue ?? ""),
  });
  const site = createPageServer(form, countIn("handlerMs", handlerMs), String(name));
  const drain = async () => {
    await new Promise((resolve) => site.close(resolve));
    await form.drain!();
  };
  return {
    report: { port: await listenOnLoopback(site) },
    counters: () => ({}),
    cleanUp: () => {},
    ...(form.drain && { drain }),
  };
});

function formIn(value: unknown): MailFormName {
  if (typeof value === "string" && Object.hasOwn(mailForms, value)) return value as MailFormName;
  throw new UsageError(
    `expected \`form\` to be one of ${Object.keys(mailForms).join(", ")}, came ${shown(value)}`,
  );
}

function countIn(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new UsageError(`expected \`${name}\` to be an integer from 0 up, came ${shown(value)}`);
}
