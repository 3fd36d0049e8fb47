import { describe, expect, it } from "vitest";
import { run } from "../../../lib/experiments/catch-em-all/capture-program.js";

describe("the capture program", () => {
  it("answers all wrong with var: every task sees what the loop left", async () => {
    const { answers, counters } = await run({ variant: "var", tasks: 3 });
    expect(answers).toEqual(["3", "3", "3"]);
    expect(counters).toEqual({ tasks: 3, wrongAnswers: 3 });
  });

  it("answers all right with let", async () => {
    const { answers, counters } = await run({ variant: "let", tasks: 3 });
    expect(answers).toEqual(["0", "1", "2"]);
    expect(counters).toEqual({ tasks: 3, wrongAnswers: 0 });
  });

  it("refuses what it does not know", async () => {
    await expect(run({ variant: "const" })).rejects.toThrow(/`variant` to be one of var, let, got `const`/);
  });
});
