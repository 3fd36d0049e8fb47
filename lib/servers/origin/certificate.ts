import { generate } from "selfsigned";

/** A certificate and its private key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A new self-signed certificate for `localhost`, `127.0.0.1` and `::1`, valid from a day ago for a month: long
 * enough for the longest run, and for clocks that are a little off.
 */
export async function makeCertificate(now: Date = new Date()): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: "interleave test origin" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: daysAfter(now, -1),
    notAfterDate: daysAfter(now, 30),
    extensions: [
      // OpenSSL accepts a self-signed certificate as its own issuer only if it may sign.
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { certificate: made.cert, privateKey: made.private };
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}
