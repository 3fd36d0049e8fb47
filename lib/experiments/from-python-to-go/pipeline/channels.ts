import { Channel } from "../../../primitives/channel.js";
import { withTaskGroup } from "../../../primitives/task-group.js";
import type { PromiseSteps, User } from "./steps.js";

/** A task for each step, each handing what it has found to the next over a channel, as goroutines would. */
export async function welcome(steps: PromiseSteps, limitMs: number): Promise<string> {
  const signal = AbortSignal.timeout(limitMs);
  const connection = await steps.connect(signal);
  try {
    return await withTaskGroup(async (group) => {
      const users = new Channel<User>();
      const templates = new Channel<{ readonly template: string; readonly user: User }>();
      const mails = new Channel<string>();
      void group.spawn("find the user", async () => {
        await users.send(await steps.findUser(connection, signal));
      });
      void group.spawn("read the template", async () => {
        const { value: user } = await users.receive(group.signal);
        await templates.send({ template: await steps.readTemplate(user!, signal), user: user! });
      });
      void group.spawn("render the mail", async () => {
        const { value } = await templates.receive(group.signal);
        await mails.send(await steps.render(value!.template, value!.user, signal));
      });
      const { value: mail } = await mails.receive(group.signal);
      return await steps.send(connection, mail!, signal);
    });
  } finally {
    await steps.close(connection);
  }
}
