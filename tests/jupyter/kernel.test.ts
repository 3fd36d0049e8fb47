import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellError } from "../../lib/jupyter/cell-error.js";
import { addOutput, type CellOutput } from "../../lib/jupyter/cell-outputs.js";
import { Kernel } from "../../lib/jupyter/kernel.js";
import type { Message } from "../../lib/jupyter/messages.js";

let kernel: Kernel;

beforeAll(async () => {
  kernel = await Kernel.start();
});
afterAll(() => kernel.shutdown());

interface Executed {
  readonly status: unknown;
  readonly count: unknown;
  readonly outputs: CellOutput[];
  readonly text: string;
  readonly messages: string[];
  readonly error: CellError;
}

async function execute(code: string, stopOnError = true): Promise<Executed> {
  const outputs: CellOutput[] = [];
  const messages: string[] = [];
  const onPublished = (message: Message) => {
    messages.push(message.header.msg_type);
    addOutput(outputs, message, new Map());
  };
  const reply = await kernel.execute(code, { onPublished, stopOnError });
  const text = outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
  const { status, execution_count: count } = reply;
  return { status, count, outputs, text, messages, error: reply as unknown as CellError };
}

describe("the kernel", () => {
  it("keeps declarations from cell to cell, and lets one be declared anew", async () => {
    await execute("const answer: number = 1;");
    await execute('const answer: string = "forty-two";');
    expect(await execute("console.log(answer.length)")).toMatchObject({ status: "ok", text: "9\n" });
  });

  it("frames a cell's outputs by busy, execute_input and idle", async () => {
    const { messages, count } = await execute('console.log("a"); console.error("b");');
    expect(messages).toEqual(["status", "execute_input", "stream", "stream", "status"]);
    expect(count).toEqual(expect.any(Number));
  });

  it("is busy with one of several cells at a time, and idle only between them", async () => {
    const states: string[] = [];
    const run = (name: string) =>
      kernel.execute("await new Promise((resolve) => setTimeout(resolve, 20));", {
        onPublished: ({ content }) => {
          if (content.execution_state !== undefined) states.push(`${name} ${content.execution_state}`);
        },
      });
    await Promise.all([run("a"), run("b"), run("c")]);
    expect(states).toEqual(["a busy", "a idle", "b busy", "b idle", "c busy", "c idle"]);
  });

  it.each([2_000, 20_000])("delivers a burst of %i lines whole", async (lineCount) => {
    const { text, messages } = await execute(
      `for (let line = 0; line < ${lineCount}; line++) console.log(\`line \${line}\`);`,
    );
    expect(text.split("\n")).toEqual([...Array.from({ length: lineCount }, (_, line) => `line ${line}`), ""]);
    expect(messages.length).toBeLessThan(lineCount / 100);
  });

  it("brings a child's output into the cell, characters whole, when it is piped", async () => {
    const script =
      "process.stdout.write(Buffer.from([0xc3])); setTimeout(() => process.stdout.write(Buffer.from([0xa9])), 50)";
    const { text } = await execute(`
      import { spawn } from "node:child_process";
      const piped = spawn(process.execPath, ["-e", ${JSON.stringify(script)}]);
      piped.stdout.pipe(process.stdout, { end: false });
      const closed = await new Promise((resolve) => piped.on("close", resolve));`);
    expect(text).toBe("é");
  });

  it("passes bundles of any media type, tslab's own and the library's", async () => {
    const { outputs } = await execute(`
      import { display } from "tslab";
      display.html("<b>bold</b>");
      (globalThis as any)[Symbol.for("interleave.kernel.display")](
        { data: { "text/plain": "1", "application/vnd.interleave.result+json": { a: [1] } }, metadata: {}, transient: {} },
        false,
      );`);
    expect(outputs.map((output) => output.output_type === "display_data" && output.data)).toEqual([
      { "text/html": "<b>bold</b>" },
      { "text/plain": "1", "application/vnd.interleave.result+json": { a: [1] } },
    ]);
  });

  it("maps a stack that a cell prints back to the cell's lines", async () => {
    const { text, count } = await execute("\n\ninterface Gone {}\nconsole.log(new Error('here').stack);");
    expect(text).toContain(`In[${count}]:4:13`);
  });

  it("answers completion, inspection and whether a cell is complete", async () => {
    const complete = { code: "process.uptim", cursor_pos: 13 };
    expect(await kernel.request("complete_request", complete)).toMatchObject({ matches: ["uptime"] });
    const inspect = { code: "process.uptime", cursor_pos: 12, detail_level: 0 };
    expect(await kernel.request("inspect_request", inspect)).toMatchObject({ found: true });
    expect(await kernel.request("is_complete_request", { code: "function f() {" })).toMatchObject({
      status: "incomplete",
    });
    expect(await kernel.request("kernel_info_request")).toMatchObject({ implementation: "tslab" });
  });
});

it("counts a cursor's position in code points, as the protocol does", async () => {
  const code = 'const faces = "\u{1f600}\u{1f600}\u{1f600}"; process.uptim';
  const codePoints = [...code];
  const cursor_pos = codePoints.length;
  const completion = await kernel.request("complete_request", { code, cursor_pos });
  expect(completion).toMatchObject({
    matches: ["uptime"],
    cursor_start: cursor_pos - 5,
    cursor_end: cursor_pos,
  });
  const inspect = { code: `${code}e`, cursor_pos, detail_level: 0 };
  const { data } = await kernel.request("inspect_request", inspect);
  expect(data).toMatchObject({ "text/plain": expect.stringContaining("uptime(): number") });
});

describe("an editor that asks about the library", () => {
  beforeAll(async () => {
    await execute(`
      import { all, bounded, Channel, otherwise, select, type TaskGroup } from "@interleave/lib";
      const mailbox = new Channel<number>(2);
      const chosen = await select({ letter: mailbox.receiving(), idle: otherwise() });
      const lengths = await bounded(["a"], async (word) => word.length);
      const both = await all([async () => 1, async () => "two"]);
      let group: TaskGroup;`);
  });

  it.each([
    ["a name that the same cell imports", 'import { Queue } from "@interleave/lib"; Que', "Queue"],
    [
      "a name from the door to concurrency alone",
      'import { Mutex } from "@interleave/lib/concurrency"; Mut',
      "Mutex",
    ],
    ["a name of an earlier cell", "new Cha", "Channel"],
    ["a method", "const first = await mailbox.rec", "receive"],
    ["a method that stands in the middle of a line", "mailbox.tryS\u2038(1);", "trySend"],
  ])("is offered %s", async (_, text, name) => {
    const code = text.replace("\u2038", "");
    const cursor_pos = text === code ? code.length : text.indexOf("\u2038");
    const { matches, cursor_start, cursor_end } = await kernel.request("complete_request", {
      code,
      cursor_pos,
    });
    expect((matches as string[])[0]).toBe(name);
    expect(name).toContain(code.slice(cursor_start as number, cursor_end as number));
  });

  it("is offered no name of a browser, which cells do not have", async () => {
    const { matches } = await kernel.request("complete_request", { code: "HTMLEl", cursor_pos: 6 });
    expect(matches).toEqual([]);
  });

  it.each([
    ["a class", "Channel", /class Channel<Value>[\s\S]*Hands values from senders to receivers/],
    ["a variable by its type", "mailbox", /const mailbox: Channel<number>/],
    [
      "a method",
      "mailbox.send",
      /send\(value: number,[\s\S]*waiting until a receiver or the buffer takes it[\s\S]*@param signal gives up/,
    ],
    ["a docstring's link, as the name", "mailbox.receive", /try tryReceive first and wait only/],
    [
      "what a select chose",
      "chosen",
      /const chosen: \{\s+name: "letter";\s+value: IteratorResult<number, undefined>;\s+\} \| \{\s+name: "idle"/,
    ],
    ["a strategy's results", "lengths", /const lengths: number\[\]/],
    ["a strategy", "bounded", /const bounded: Strategy\b[\s\S]*At most `limit` at once/],
    ["results of several types", "both", /const both: \[number, string\]/],
    [
      "a method with its tags",
      "group.spawn",
      /spawn<Result>\(task: string, work: \(signal: AbortSignal\) => [\s\S]*@throws UsageError when the group has ended/,
    ],
  ])("is told of %s, with what its documentation says", async (_, code, text) => {
    const found = await kernel.request("inspect_request", { code, cursor_pos: code.length, detail_level: 0 });
    expect((found.data as Record<string, string>)["text/plain"]).toMatch(text);
  });
});

describe("a cell that fails", () => {
  it("by type names each line that the compiler refuses", async () => {
    const { error, messages } = await execute("let a = 1;\na = 'text';\n\nmissing();");
    expect(messages).toContain("error");
    expect(error).toMatchObject({ ename: "TypeScriptError", interleave: { kind: "type-error" } });
    expect(error.interleave.positions.map(({ line, column }) => [line, column])).toEqual([
      [2, 1],
      [4, 1],
    ]);
  });

  it.each([
    ["in the cell", "type Gone = 1;\n\nthrow new RangeError('three');", 3],
    [
      "in a callback",
      "let later: any = null;\nsetTimeout(() => {\n  later.x;\n}, 5);\nawait new Promise(() => {});",
      3,
    ],
    [
      "after an await",
      "enum Kept { A }\nawait new Promise((r) => setTimeout(r, 5));\n\nthrow new Error('four');",
      4,
    ],
  ])("by throwing %s names its own line", async (_, code, line) => {
    const { error, count } = await execute(code);
    expect(error.interleave.kind).toBe("throw");
    expect(error.interleave.positions[0]).toMatchObject({ execution: count, line });
    expect(error.traceback.join("\n")).not.toMatch(/interleave-cell|tslab\/dist|node:internal/);
  });

  it.each([
    ["undefined", "undefined"],
    ["null", "null"],
    ["0", "0"],
    ['"text"', "'text'"],
  ])("by throwing %s fails all the same", async (thrown, evalue) => {
    const { status, error } = await execute(`throw ${thrown};`);
    expect(status).toBe("error");
    expect(error).toMatchObject({ evalue, interleave: { kind: "throw", positions: [] } });
  });

  it("by a rejection that nobody handles ends at once, and says so", async () => {
    const { error } = await execute(
      "const lost = Promise.reject(new Error('lost'));\nawait new Promise(() => {});",
    );
    expect(error).toMatchObject({
      evalue: "lost",
      interleave: { kind: "rejection", positions: [{ line: 1 }] },
    });
  });

  it("behind its end is reported by the next one", async () => {
    const { status, count } = await execute("setTimeout(() => { throw new Error('late'); }, 20); 1;");
    expect(status).toBe("ok");
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { error, text } = await execute("console.log('ran');");
    expect(text).toBe("ran\n");
    expect(error).toMatchObject({
      evalue: "late",
      interleave: { positions: [{ execution: count, line: 1 }] },
    });
    expect((await execute("1;")).status).toBe("ok");
  });

  it("by process.exit does so even when it catches what that throws", async () => {
    const { error, text } = await execute("try { process.exit(3); } catch { console.log('caught'); }");
    expect(text).toBe("caught\n");
    expect(error).toMatchObject({
      ename: "ProcessExit",
      interleave: { kind: "exit", positions: [{ line: 1 }] },
    });
  });

  it("aborts what was sent before its reply, and nothing that is sent after", async () => {
    const [first, second, third] = await Promise.all([
      execute("throw new Error('first');"),
      execute("console.log('second');"),
      execute("console.log('third');"),
    ]);
    expect([first.status, second.status, third.status]).toEqual(["error", "aborted", "aborted"]);
    const next = await execute("console.log('next');");
    expect(next).toMatchObject({ status: "ok", text: "next\n", count: (first.count as number) + 1 });
  });

  it("aborts nothing when the request says so", async () => {
    const both = await Promise.all([execute("throw 1;", false), execute("console.log('second');")]);
    expect(both.map(({ status }) => status)).toEqual(["error", "ok"]);
  });

  it.each([
    ["in a loop", "for (;;) {}"],
    ["in an await", "await new Promise(() => {});"],
  ])("by an interrupt ends %s", async (_, code) => {
    const running = execute(code);
    await new Promise((resolve) => setTimeout(resolve, 300));
    kernel.interrupt();
    expect((await running).error).toMatchObject({
      ename: "Interrupted",
      interleave: { kind: "interrupted" },
    });
    expect((await execute("1;")).status).toBe("ok");
  });
});
