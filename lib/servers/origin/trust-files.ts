import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";

/** Files in a private temporary folder that tell a client whom to trust. */
export interface TrustFiles {
  /** The test certificate alone. */
  readonly certificate: string;
  /**
   * Node's bundled root certificates and then the test certificate. A client that loads a bundle for every request
   * pays for its size, as it does on the internet; with one certificate that cost would vanish from the figures.
   */
  readonly caBundle: string;
  /** Removes the folder; more than once does nothing. */
  remove(): void;
}

export function writeTrustFiles(certificate: string): TrustFiles {
  const folder = mkdtempSync(path.join(tmpdir(), "interleave-origin-"));
  const files = {
    certificate: path.join(folder, "certificate.pem"),
    caBundle: path.join(folder, "ca-bundle.pem"),
  };
  const ending = certificate.endsWith("\n") ? "" : "\n";
  writeFileSync(files.certificate, certificate + ending);
  writeFileSync(files.caBundle, `${[...rootCertificates, certificate].join("\n")}${ending}`);
  return { ...files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
