import { formatFigure } from "../../units.js";
import { plainText } from "../plain-text.js";
import type { DocumentSection, MachineEntry, ReportModel } from "../report-model.js";
import { ChartFigure } from "./chart-figure.js";
import { filterMarks } from "./filter-marks.js";
import { Scroll } from "./scroll.js";

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
      {model.documents.map((section) => (
        <Comparisons key={section.document.slug} section={section} />
      ))}
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
              <th
                key={machine.anchor}
                scope="col"
                id={`machine-${machine.anchor}`}
                data-machine={machine.anchor}
              >
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
                <td
                  key={machine.anchor}
                  data-machine={machine.anchor}
                  class={entries[index]![1] === rows[0]!.entries[index]![1] ? undefined : "differs"}
                >
                  {entries[index]![1]}
                </td>
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

function Comparisons({ section: { document, comparisons } }: { section: DocumentSection }) {
  if (comparisons.length === 0) return null;
  return (
    <section data-document={document.slug}>
      <h3>{document.title}</h3>
      {comparisons.map(({ experiment, anchor, charts, leftOut }) => (
        <section key={anchor} id={anchor} class="experiment" {...filterMarks(experiment.variants)}>
          <h4>
            {experiment.title}{" "}
            <a class="self" href={`#${anchor}`} aria-label={`Link to ${experiment.id} by machine`}>
              {experiment.id}
            </a>
          </h4>
          {leftOut.map((sentence, index) => (
            <p class="nothing" key={index}>
              {sentence}
            </p>
          ))}
          {charts.map((chart) => (
            <ChartFigure key={chart.id} chart={chart} />
          ))}
        </section>
      ))}
    </section>
  );
}
