import { resultText } from "../../lib/store/result-text.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

/** A result file that nobody should believe. */
export interface HostileFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the refusal says: the place, and the reason. */
  readonly says: RegExp;
}

const whole = resultText(syntheticResult());
const replaced = (pattern: RegExp | string, text: string) => {
  const changed = whole.replace(pattern, text);
  if (changed === whole) throw new Error(`nothing to replace by ${text}`);
  return changed;
};
const sample = '{"status":"ok","round":0,"workMs":1}';
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

/** Result files that are damaged, or made to do harm; each is refused with its place and the reason. */
export const hostileFiles: readonly HostileFile[] = [
  { name: "empty", content: "", says: /: expected a value at the whole \(line 1\), got the end of the text/ },
  {
    name: "cut off",
    content: whole.slice(0, whole.length / 2),
    says: /at \/experiments\/fetch\/variants\/.* got the end of the text/,
  },
  {
    name: "cut off in a string",
    content: whole.slice(0, whole.indexOf("catch-em-all") + 5),
    says: /the end of a string, .* at \/document \(line 3\), got the end of the text/,
  },
  { name: "two results in one", content: whole + whole, says: /expected nothing after the value/ },
  { name: "a list", content: `[${whole}]`, says: /Expected schemaVersion 1 in .*, got `undefined`/ },
  {
    name: "another version",
    content: replaced('"schemaVersion": 1', '"schemaVersion": 99'),
    says: /got `99` \(number\)\. Try the version of interleave/,
  },
  {
    name: "a version as text",
    content: replaced('"schemaVersion": 1', '"schemaVersion": "1"'),
    says: /got `1` \(string\)/,
  },
  {
    name: "NaN",
    content: replaced(/"workMs":[\d.]+/, '"workMs":NaN'),
    says: /a value at \/experiments\/fetch\/variants\/ts~1[\w-]+\/samples\/0\/workMs \(line \d+\), got `NaN`/,
  },
  {
    name: "Infinity",
    content: replaced(/"seed": 7/, '"seed": -Infinity'),
    says: /a value at \/seed \(line 5\), got `-Infinity`/,
  },
  {
    name: "a number beyond all numbers",
    content: replaced(/"workMs":[\d.]+/, '"workMs":1e999'),
    says: /\/samples\/0\/workMs to be number/,
  },
  {
    name: "a leading zero",
    content: replaced('"seed": 7', '"seed": 07'),
    says: /a value at \/seed \(line 5\), got `07`/,
  },
  {
    name: "a comment",
    content: replaced('"seed"', '/* hi */ "seed"'),
    says: /a key in double quotes at \/profile/,
  },
  {
    name: "a comma too many",
    content: replaced('"seed": 7,', '"seed": 7,,'),
    says: /a key in double quotes at \/seed/,
  },
  {
    name: "a comma too few",
    content: replaced('"seed": 7,', '"seed": 7'),
    says: /`,` or `}` at \/seed \(line 6\), got `"machine"`/,
  },
  {
    name: "a wrong escape",
    content: replaced('"Made-up', '"\\x41Made-up'),
    says: /an escape that JSON has at \/machine\/fingerprint\/cpuModel \(line \d+\), got `\\x41Made-up`/,
  },
  {
    name: "a line break in a string",
    content: replaced("Made-up CPU", "Made-up\nCPU"),
    says: /the end of a string, .* at \/machine\/fingerprint\/cpuModel/,
  },
  {
    name: "a key twice",
    content: replaced('"seed": 7', '"seed": 7, "seed": 8'),
    says: /each key once at \/seed \(line 5\), got a second one of this name/,
  },
  {
    name: "a key twice, spelt in two ways",
    content: replaced('"seed": 7', '"seed": 7, "\\u0073eed": 8'),
    says: /each key once at \/seed/,
  },
  {
    name: "a key twice, deep inside",
    content: replaced('"status":"ok"', '"status":"ok","status":"error"'),
    says: /each key once at \/experiments\/fetch\/variants\/ts~1[\w-]+\/samples\/0\/status/,
  },
  {
    name: "a byte order mark",
    content: `\u{feff}${whole}`,
    says: /without a byte order mark in .*, got one at byte 0/,
  },
  {
    name: "UTF-16",
    content: Buffer.from(whole, "utf16le"),
    says: /a key in double quotes at the whole \(line 1\), got `\u{fffd}`/u,
  },
  {
    name: "not UTF-8",
    content: Buffer.concat([
      Buffer.from(whole.slice(0, 100)),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(whole.slice(100)),
    ]),
    says: /Expected UTF-8 in .* from about byte 100 on/,
  },
  {
    name: "binary",
    content: Buffer.from([0x1f, 0x8b, 8, 0, 0xff, 0xfe]),
    says: /Expected UTF-8 in .*byte 1 on/,
  },
  {
    name: "nested without end",
    content: replaced('"seed": 7', `"seed": ${nested(1_000_000)}`),
    says: /at most 32 levels of lists and objects at \/seed\/0\/0/,
  },
  { name: "nested and nothing else", content: "[".repeat(30_000_000), says: /at most 32 levels/ },
  {
    name: "a million samples",
    content: replaced(/"samples": \[/, `"samples": [${`${sample},`.repeat(1_000_000)}`),
    says: /at most 200000 values in one list at \/experiments\/fetch\/variants\/ts~1[\w-]+\/samples\/199999/,
  },
  {
    name: "twenty thousand samples",
    content: replaced(/"samples": \[/, `"samples": [${`${sample},`.repeat(20_000)}`),
    says: /\/samples to NOT have more than 10000 items/,
  },
  {
    name: "a million keys",
    content: replaced(
      '"claims": {',
      `"claims": {${Array.from({ length: 1_000_000 }, (_, key) => `"${key}":0`).join()},`,
    ),
    says: /at most 20000 values in one object at \/claims/,
  },
  {
    name: "small lists without number",
    content: replaced(
      '"seed": 7',
      `"seed": [${Array.from({ length: 3_000 }, () => `[${"0,".repeat(999)}0]`).join()}]`,
    ),
    says: /at most 2000000 values at \/seed\/\d+/,
  },
  {
    name: "an endless text",
    content: replaced("Made-up CPU", "x".repeat(5_000_000)),
    says: /\/machine\/fingerprint\/cpuModel to NOT have more than 200 characters, got `x{57}\.\.\.` \(string\)/,
  },
  {
    name: "an endless key",
    content: replaced('"seed"', `"${"k".repeat(5_000_000)}": 1, "seed"`),
    says: /to have no `k{57}\.\.\.`/,
  },
  {
    name: "a machine id with a path",
    content: replaced('"id": "test-machine"', '"id": "../../x"'),
    says: /\/machine\/id to match pattern .* got `\.\.\/\.\.\/x`/,
  },
  {
    name: "an absolute machine id",
    content: replaced('"id": "test-machine"', '"id": "/etc/cron.d/x"'),
    says: /\/machine\/id to match pattern/,
  },
  {
    name: "a machine id with a line break",
    content: replaced('"id": "test-machine"', '"id": "x\\n"'),
    says: /\/machine\/id to match pattern/,
  },
  {
    name: "a machine id with a zero byte",
    content: replaced('"id": "test-machine"', '"id": "x\\u0000"'),
    says: /\/machine\/id to match pattern/,
  },
  {
    name: "a document with a path",
    content: replaced('"document": "catch-em-all"', '"document": "../schema"'),
    says: /\/document to be one of/,
  },
  {
    name: "__proto__ among names",
    content: replaced('"counters":{', '"counters":{"__proto__":1,'),
    says: /\/counters to have no `__proto__`/,
  },
  {
    name: "__proto__ as an object",
    content: replaced('"seed": 7', '"__proto__": {"seed": 7}, "seed": 7'),
    says: /the whole to have no `__proto__`/,
  },
  {
    name: "constructor among names",
    content: replaced('"versions": {', '"versions": {"constructor": "x",'),
    says: /\/provenance\/versions to have no `constructor`/,
  },
  {
    name: "wrong types",
    content: replaced(/"samples": \[/, '"samples": [7, '),
    says: /\/samples\/0 to be object, got `7` \(number\)/,
  },
  {
    name: "a negative time",
    content: replaced(/"workMs":[\d.]+/, '"workMs":-0.5'),
    says: /\/samples\/0\/workMs to be >= 0, got `-0.5`/,
  },
  {
    name: "a text that clears the terminal",
    content: replaced('"seed": 7', '"seed": "\\u001b[2J\\u202egone"'),
    says: /\/seed to be integer, got `\u{fffd}\[2J\u{fffd}gone`/u,
  },
  {
    name: "a key that clears the terminal",
    content: replaced('"seed": 7', '"\\u001b[2J": 1, "seed": 7'),
    says: /the whole to have no `\u{fffd}\[2J`/u,
  },
  {
    name: "a property of its own",
    content: replaced('"seed": 7', '"onload": "alert(1)", "seed": 7'),
    says: /the whole to have no `onload`, which this version does not know/,
  },
];
