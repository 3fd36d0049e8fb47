import { STRATEGIES } from "../../catalogue/strategy.js";
import { languageNames } from "../../charts/palette.js";
import type { ReportModel } from "../report-model.js";

/** The choices by which a reader narrows the page; without scripts there is nothing to choose. */
export function Filters({ model }: { model: ReportModel }) {
  const runs = model.documents.flatMap((section) => section.runs);
  const profiles = [...new Set(runs.map(({ result }) => result.profile))];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its frame along
    <div id="filters" role="group" aria-label="Show only" hidden>
      <Filter
        name="document"
        title="Essay"
        of={model.documents.map(({ document: { slug, title } }) => [slug, title])}
      />
      <Filter name="language" title="Language" of={Object.entries(languageNames)} />
      <Filter
        name="strategy"
        title="Strategy"
        of={[...Object.keys(STRATEGIES), "another way"].map((strategy) => [strategy, strategy])}
      />
      <Filter name="machine" title="Machine" of={model.machines.map(({ anchor, id }) => [anchor, id])} />
      <Filter name="profile" title="Profile" of={profiles.map((profile) => [profile, profile])} />
      <button type="button">Show all</button>
      <output />
    </div>
  );
}

/** One choice, left out where there is nothing to choose from. */
function Filter({
  name,
  title,
  of,
}: {
  name: string;
  title: string;
  of: readonly (readonly [string, string])[];
}) {
  if (of.length < 2) return null;
  return (
    <label>
      {title}
      <select name={name}>
        <option value="">all</option>
        {of.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
