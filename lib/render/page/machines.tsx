import { formatFigure } from "../../units.js";
import { plainText } from "../plain-text.js";
import { publishedFigures, ratioFigure } from "../ratio-verdict.js";
import type { DocumentSection, MachineEntry, ReportModel } from "../report-model.js";
import { Badge } from "./badge.js";
import { Scroll } from "./scroll.js";
import { Datum, Interval, Text } from "./sentence.js";

/** What the machines are, side by side, and each claim's ratio within each of them. */
export function Machines({ model }: { model: ReportModel }) {
  return (
    <section id="machines">
      <h2>Machines</h2>
      <p>
        Absolute times mean little from one machine to the next; ratios taken within a machine travel better,
        and only these stand side by side.
      </p>
      <Fingerprints machines={model.machines} />
      {model.machines.length > 1 &&
        model.documents.map((section) => <RatioTable key={section.document.slug} section={section} />)}
    </section>
  );
}

function Fingerprints({ machines }: { machines: readonly MachineEntry[] }) {
  const rows = machines.map((machine) => ({ machine, entries: fingerprintOf(machine) }));
  return (
    <Scroll label="Machines side by side">
      <table>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            {rows.map(({ machine }) => (
              <th key={machine.anchor} scope="col" id={`machine-${machine.anchor}`}>
                {machine.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows[0]?.entries.map(([label], index) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {rows.map(({ machine, entries }) => (
                <td key={machine.anchor}>{entries[index]![1]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Label and text of each part of a machine's fingerprint. */
export function fingerprintOf({ results }: MachineEntry): [label: string, text: string][] {
  const { fingerprint } = results[0]!.machine;
  return [
    ["Processor", plainText(fingerprint.cpuModel)],
    ["Logical processors", formatFigure(fingerprint.coreCount, "count")],
    [
      "Quota of a container",
      fingerprint.cpuQuota === null ? "none" : formatFigure(fingerprint.cpuQuota, "count"),
    ],
    ["Memory", formatFigure(fingerprint.memoryBytes, "bytes")],
    ["Operating system", plainText(fingerprint.os)],
    ["Architecture", plainText(fingerprint.architecture)],
    [
      "Virtualisation",
      fingerprint.virtualization === null ? "none found" : plainText(fingerprint.virtualization),
    ],
  ];
}

function RatioTable({ section: { document, runs } }: { section: DocumentSection }) {
  const ratios = document.claims.filter((claim) => claim.kind === "ratio");
  if (runs.length < 2) return null;
  return (
    <Scroll label={`Ratios of ${document.title} by machine`}>
      <table>
        <caption>{document.title}: each claim's ratio, as published and within each machine</caption>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col" class="number">
              as-published
            </th>
            {runs.map(({ machine }) => (
              <th key={machine.anchor} scope="col">
                {machine.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ratios.map((claim) => (
            <tr key={claim.id}>
              <th scope="row">
                <Text of={claim.text} /> <span class="meta">{claim.id}</span>
              </th>
              <td class="number">
                {publishedFigures(claim, document.slug).map((figure, index) => (
                  <span key={figure.path}>
                    {index > 0 && " to "}
                    <Datum figure={figure} />
                  </span>
                ))}
              </td>
              {runs.map(({ machine, claims }) => {
                const verdict = claims.find((judged) => judged.claim.id === claim.id)!.verdict;
                return (
                  <td key={machine.anchor}>
                    {verdict.ratio && (
                      <>
                        <strong>
                          <Datum figure={ratioFigure(verdict.ratio, "middle")} />
                        </strong>{" "}
                        <Interval
                          of={[ratioFigure(verdict.ratio, "low"), ratioFigure(verdict.ratio, "high")]}
                        />
                      </>
                    )}
                    <Badge kind={verdict.kind} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
