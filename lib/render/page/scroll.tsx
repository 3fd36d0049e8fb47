import type { ComponentChildren } from "preact";

/** What may be wider than a narrow screen, and then scrolls by itself, by keyboard too, so that the page never does. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, which these are not
    <div class="scroll" role="group" tabindex={0} aria-label={label}>
      {children}
    </div>
  );
}
