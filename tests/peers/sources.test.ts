import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { goFolder } from "../../lib/peers/go-build.js";
import { pythonFolder } from "../../lib/peers/python-packages.js";
import { findGo, findPython } from "../../lib/toolchain/runtime.js";

const go = await findGo();
const python = await findPython();
const skipped = (runtime: object) => ("missing" in runtime ? ` (${runtime.missing})` : "");

/** Everything that a tool says, of which nothing is what clean sources give. */
function complaints(file: string, args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    GOPROXY: "off",
    GOTOOLCHAIN: "local",
    // As the programs are built: what a build has compiled is not compiled again.
    GOFLAGS: "-trimpath",
    GOWORK: "off",
    CGO_ENABLED: "0",
  };
  return new Promise((resolve) => {
    execFile(file, args, { cwd: goFolder, env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

describe.skipIf("missing" in go)(`the Go sources${skipped(go)}`, () => {
  const file = "file" in go ? go.file : "";

  it("are formatted", async () => {
    expect(await complaints(path.join(path.dirname(file), "gofmt"), ["-l", "."])).toBe("");
  });

  it("have nothing that vet finds, but for what the essay's programs are about", async () => {
    expect(await complaints(file, ["vet", "-httpresponse=false", "-loopclosure=false", "./..."])).toBe("");
    const captured = await complaints(file, ["vet", "-loopclosure", "./..."]);
    expect(captured.match(/.*: loop variable i captured/g)).toEqual([
      expect.stringContaining("capture-shared/main.go"),
    ]);
    const found = await complaints(file, ["vet", "-httpresponse", "./fetch-serial", "./fetch-goroutines"]);
    expect(found.match(/[\w-]+\/main\.go.*: using response before checking for errors/g)).toHaveLength(2);
  });
});

describe.skipIf("missing" in python)(`the Python sources${skipped(python)}`, () => {
  const file = "file" in python ? python.file : "";

  it("are Python 3.8", async () => {
    const sources = readdirSync(pythonFolder).filter((name) => name.endsWith(".py"));
    expect(sources.length).toBeGreaterThan(8);
    const parse =
      "import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name, feature_version=(3, 8))";
    expect(
      await complaints(file, ["-c", parse, ...sources.map((name) => path.join(pythonFolder, name))]),
    ).toBe("");
  });
});
