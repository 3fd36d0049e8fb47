/** The program of the origin's document server; it takes the options of `startOrigin` but those of the relay. */
import { gzipSync } from "node:zlib";
import { UsageError } from "../../errors.js";
import { listenOnLoopback } from "../loopback.js";
import { runServerProgram } from "../server-program.js";
import { makeCertificate } from "./certificate.js";
import { createControlServer } from "./control-server.js";
import { readFault } from "./document-fault.js";
import { DocumentServer } from "./document-server.js";
import { buildDocument, buildNameDocument, buildPaddedDocument } from "./documents.js";
import { firstPokemon, type Pokemon } from "./pokemon-table.js";
import { readFlag, readPaddedBytes, readRttMs, readServiceMs, readTls, refuseUnknown } from "./settings.js";
import { writeTrustFiles } from "./trust-files.js";

await runServerProgram(async (argument) => {
  refuseUnknown(argument, [
    "documents",
    "rttMs",
    "serviceMs",
    "tls",
    "http2",
    "gzip",
    "namesOnly",
    "paddedToBytes",
  ]);
  const tls = readTls(argument);
  const http2 = readFlag(argument, "http2", false);
  if (http2 && tls === "off") {
    throw new UsageError('expected `tls` with `http2`, came "off"; try "1.3", or leave out `http2`');
  }
  const settings = { rttMs: readRttMs(argument, 0), serviceMs: readServiceMs(argument, 0), fault: null };
  const withGzip = readFlag(argument, "gzip", true);
  const paddedBytes = readPaddedBytes(argument);
  const buildWhole = readFlag(argument, "namesOnly", false) ? buildNameDocument : buildDocument;
  const build = (pokemon: Pokemon) =>
    paddedBytes === null ? buildWhole(pokemon) : buildPaddedDocument(pokemon, paddedBytes);
  const documents = firstPokemon(argument.documents as number).map((pokemon) => {
    const plain = build(pokemon);
    return { plain, gzip: withGzip ? gzipSync(plain) : null };
  });
  const certificate = tls === "off" ? null : await makeCertificate();
  const origin = new DocumentServer(documents, settings, { tls, http2, certificate });
  const control = createControlServer({
    counters: () => origin.counters(),
    reset: () => origin.reset(),
    configure(changes) {
      refuseUnknown(changes, ["rttMs", "serviceMs", "fault"]);
      const { rttMs, serviceMs, fault } = origin.settings;
      origin.settings = {
        rttMs: readRttMs(changes, rttMs),
        serviceMs: readServiceMs(changes, serviceMs),
        fault: changes.fault === undefined ? fault : readFault(changes.fault),
      };
    },
  });
  const port = await listenOnLoopback(origin.server);
  const ports = { control: await listenOnLoopback(control) };
  const trust = certificate && writeTrustFiles(certificate.certificate);
  return {
    report: {
      port,
      ports,
      ...(trust && { files: { certificate: trust.certificate, caBundle: trust.caBundle } }),
    },
    counters: () => origin.counters(),
    cleanUp: () => trust?.remove(),
  };
});
