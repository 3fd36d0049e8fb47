import { createHash } from "node:crypto";

/** What stands for a job's answers in its report: SHA-256, in hexadecimal, of the answers joined by newlines. */
export function digestOf(answers: readonly string[]): string {
  return createHash("sha256").update(answers.join("\n")).digest("hex");
}
