import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of this machine; tests that need one skip themselves by name where there is none. */
export const chromiumFile = CANDIDATES.find((file) => existsSync(file));

export const withoutChromium = chromiumFile === undefined ? "skipped: no Chromium in /usr/bin" : "";

/** Without the requests that a browser makes of itself, so that every request seen is the page's. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumFile!,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
