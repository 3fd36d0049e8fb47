import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  goProgram,
  handDownRuntimes,
  peerVersions,
  pypyProgram,
  pythonProgram,
} from "../../lib/peers/peer.js";
import { preparePackages } from "../../lib/peers/python-packages.js";
import { findGo } from "../../lib/toolchain/runtime.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-peer-"));
  vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "state"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Puts an executable that runs these shell lines in a folder of the PATH. */
async function command(name: string, lines: string, place = "bin"): Promise<string> {
  const file = path.join(folder, place, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, 0o755);
  return file;
}

const onlyOwnCommands = () =>
  vi.stubEnv("PATH", [path.join(folder, "first"), path.join(folder, "bin")].join(":"));

/** A python3 that answers the question for its version, and otherwise does as it is told. */
const fakePython = (version: string, otherwise = "exit 1") =>
  command("python3", `if [ "$1" = -c ]; then echo ${version}; echo "$0"; exit; fi\n${otherwise}`);

describe("a machine without peers", () => {
  beforeEach(() => onlyOwnCommands());

  it("gets a sentence for each language", async () => {
    expect(await goProgram("fetch-serial")).toEqual({ missing: "no Go on PATH" });
    expect(await pythonProgram("fetch_session", { packages: true })).toEqual({
      missing: "no python3 on PATH",
    });
    expect(await pythonProgram("fetch_session", { packages: false })).toEqual({
      missing: "no python3 on PATH",
    });
    expect(await pypyProgram("fetch_session")).toEqual({ missing: "no pypy3 on PATH" });
  });

  it("has no versions to report but those of packages installed before", async () => {
    const versions = await peerVersions();
    expect(versions).not.toHaveProperty("go");
    expect(versions).not.toHaveProperty("python");
    expect(versions).not.toHaveProperty("pypy");
    expect(await peerVersions([])).toEqual({});
  });

  it("is told that what it has is too old, broken or silent", async () => {
    await command("go", "echo go version go1.17.13 linux/amd64");
    await fakePython("3.7.16");
    await command("pypy3", "echo 'no such version' >&2; exit 127");
    expect(await goProgram("fetch-serial")).toEqual({ missing: "Go 1.17.13 is older than 1.19" });
    expect(await pythonProgram("fetch_session", { packages: false })).toEqual({
      missing: "Python 3.7.16 is older than 3.8",
    });
    expect(await pypyProgram("fetch_session")).toEqual({
      missing: "pypy3 on PATH does not run: no such version",
    });
    await command("go", "true");
    expect(await findGo()).toEqual({ missing: "go on PATH does not tell its version" });
  });

  it("is served by a later command on the PATH when an earlier one is too old", async () => {
    await command("go", "echo go version go1.17 linux/amd64", "first");
    const newer = await command("go", "echo go version go1.22.1 linux/amd64");
    expect(await findGo()).toMatchObject({ file: newer, version: { text: "1.22.1" } });
  });
});

describe("handDownRuntimes", () => {
  it("spares later processes the question, as long as their PATH is the same", async () => {
    onlyOwnCommands();
    vi.stubEnv("INTERLEAVE_RUNTIMES", undefined);
    const log = path.join(folder, "log");
    await command("go", `echo go version go1.22.1 linux/amd64\necho asked >> ${log}`);
    await handDownRuntimes(["go", "python"]);
    const asked = await readFile(log, "utf8");

    // What this process has found belongs to its state folder: with another one it knows as little as a new process.
    vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "other"));
    expect(await peerVersions(["go"])).toEqual({ go: "1.22.1" });
    expect(await readFile(log, "utf8")).toBe(asked);

    vi.stubEnv("PATH", [path.join(folder, "bin"), path.join(folder, "first")].join(":"));
    expect(await peerVersions(["go"])).toEqual({ go: "1.22.1" });
    expect(await readFile(log, "utf8")).not.toBe(asked);
  });

  it("leaves open what is missing, which may be installed meanwhile", async () => {
    onlyOwnCommands();
    vi.stubEnv("INTERLEAVE_RUNTIMES", undefined);
    await handDownRuntimes(["go"]);
    vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "other"));
    await command("go", "echo go version go1.22.1 linux/amd64");
    expect(await peerVersions(["go"])).toEqual({ go: "1.22.1" });
  });
});

describe("goProgram", () => {
  beforeEach(() => onlyOwnCommands());

  it("refuses a program that does not exist, and lists those that do", async () => {
    await command("go", "echo go version go1.22.1 linux/amd64");
    await expect(goProgram("fetch-cereal")).rejects.toThrow(
      /expected the name of a Go program, came `fetch-cereal` \(string\): try one of .*fetch-serial/,
    );
  });

  it("reports a build that fails as a missing program and leaves nothing half-built", async () => {
    await command(
      "go",
      '[ "$1" = version ] && echo go version go1.22.1 && exit\necho "cannot write" >&2; exit 1',
    );
    expect(await goProgram("fetch-serial")).toEqual({
      missing: "the Go program fetch-serial could not be built: cannot write",
    });
    expect(await readdir(path.join(folder, "state", "peers", "go"))).toEqual([]);
  });

  it("builds once for callers at the same time, without a network, and says so", async () => {
    const log = path.join(folder, "log");
    await command(
      "go",
      `[ "$1" = version ] && echo go version go1.22.1 && exit
echo "$GOPROXY $GOTOOLCHAIN $CGO_ENABLED" >> ${log}
while [ "$1" != -o ]; do shift; done
echo built > "$2"`,
    );
    const sentences: string[] = [];
    const onProgress = (sentence: string) => sentences.push(sentence);
    const [one, two] = await Promise.all([
      goProgram("fetch-serial", { onProgress }),
      goProgram("fetch-serial", { onProgress }),
    ]);
    expect(one).toEqual(two);
    expect(one).toMatchObject({ file: expect.stringContaining(path.join(folder, "state")), args: [] });
    expect(sentences).toEqual(["building the Go program fetch-serial"]);
    expect(await readFile(log, "utf8")).toBe("off local 0\n");
  });

  it("builds with the race detector apart, with the C compiler's help, and says what is missing", async () => {
    const log = path.join(folder, "log");
    const answersVersion = '[ "$1" = version ] && echo go version go1.22.1 && exit';
    await command(
      "go",
      `${answersVersion}
echo "$2 $CGO_ENABLED" >> ${log}
while [ "$1" != -o ]; do shift; done
echo built > "$2"`,
    );
    const plain = await goProgram("race");
    const detected = await goProgram("race", { raceDetector: true });
    expect(plain).not.toHaveProperty("env");
    expect(detected).toMatchObject({
      file: expect.stringContaining("race-detected-"),
      env: { GORACE: "exitcode=0" },
    });
    expect(await readFile(log, "utf8")).toBe("-trimpath 0\n-race 1\n");

    vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "other-state"));
    await command("go", `${answersVersion}\necho 'cgo: C compiler "gcc" not found' >&2; exit 1`);
    expect(await goProgram("race", { raceDetector: true })).toEqual({
      missing:
        'the Go program race with the race detector could not be built: cgo: C compiler "gcc" not found',
    });
  });
});

describe("pythonProgram", () => {
  it("asks the interpreter on the PATH once, for all programs and for its version", async () => {
    onlyOwnCommands();
    await command(
      "python3",
      `echo asked >> ${path.join(folder, "log")}\nif [ "$1" = -c ]; then echo 3.11.7; echo "$0"; fi`,
    );
    await Promise.all(["fib_serial", "fib_threads"].map((name) => pythonProgram(name, { packages: false })));
    expect(await peerVersions(["python"])).toMatchObject({ python: "3.11.7" });
    expect(await readFile(path.join(folder, "log"), "utf8")).toBe("asked\n");
  });
});

describe("preparePackages", () => {
  const version = { major: 3, minor: 11, text: "3.11.7" };

  /** A python3 whose `-m venv` makes an environment with itself as the interpreter, and that logs each pip install. */
  const pythonWithPip = (install: string) =>
    fakePython(
      "3.11.7",
      `case "$2 $3" in
"venv "*) /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"; echo venv >> ${folder}/log;;
"pip --version") ;;
"pip install") echo install >> ${folder}/log; ${install};;
esac`,
    );

  const log = async () => {
    return (await readFile(path.join(folder, "log"), "utf8")).trim().split("\n");
  };

  it("installs once for callers at the same time and keeps what the environment holds", async () => {
    const file = await pythonWithPip("true");
    const environment = path.join(folder, "venv");
    await mkdir(environment);
    await writeFile(path.join(environment, "of-somebody-else"), "");
    const sentences: string[] = [];
    const prepare = () =>
      preparePackages({ file, version }, { onProgress: (sentence) => sentences.push(sentence) }, environment);
    const [one, two] = await Promise.all([prepare(), prepare()]);
    expect(one).toMatchObject({ file: path.join(environment, "bin", "python"), version });
    expect(two).toEqual(one);
    expect(await prepare()).toEqual(one);
    expect(await log()).toEqual(["venv", "install"]);
    expect(sentences).toEqual(["installing the Python packages requests, aiohttp, gevent"]);
    expect((await readdir(environment)).sort()).toEqual([
      "bin",
      "interleave-peers.stamp",
      "of-somebody-else",
    ]);
  });

  it("ends the wait for another's installation when its signal aborts", async () => {
    const goOn = path.join(folder, "go-on");
    const file = await pythonWithPip(`while [ -d ${folder} ] && [ ! -e ${goOn} ]; do /bin/sleep 0.05; done`);
    const environment = path.join(folder, "venv");
    const first = preparePackages({ file, version }, {}, environment);
    await vi.waitFor(async () => expect(await log()).toContain("install"), { timeout: 30_000 });
    const controller = new AbortController();
    const second = preparePackages({ file, version }, { signal: controller.signal }, environment);
    // It polls by then; an abort before its first look at the lock would end it as well.
    setTimeout(() => controller.abort(new Error("no longer")), 100);
    const ended = await Promise.race([
      second.then(() => "installed", String),
      new Promise((resolve) => setTimeout(resolve, 3_000, "still waits")),
    ]);
    await writeFile(goOn, "");
    expect(ended).toBe("Error: no longer");
    expect(await first).toMatchObject({ version });
  });

  it("names what Debian's Python lacks for a virtual environment", async () => {
    const file = await fakePython("3.11.7", 'echo "because ensurepip is not available."; exit 1');
    expect(await preparePackages({ file, version }, {}, path.join(folder, "venv"))).toEqual({
      missing: expect.stringContaining("the package python3-venv"),
    });
  });

  it("says why the packages cannot be had, and tries again next time", async () => {
    const file = await pythonWithPip(
      'echo "WARNING: Retrying" >&2; echo "ERROR: No matching distribution found for requests" >&2; exit 1',
    );
    const prepare = () => preparePackages({ file, version }, {}, path.join(folder, "venv"));
    const missing =
      "the Python packages requests, aiohttp, gevent could not be installed: " +
      "no package index answered with them (pip: No matching distribution found for requests)";
    expect(await prepare()).toEqual({ missing });
    expect(await prepare()).toEqual({ missing });
    expect(await log()).toEqual(["venv", "install", "install"]);
  });
});
