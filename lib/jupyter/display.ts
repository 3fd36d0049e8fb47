import { randomUUID } from "node:crypto";

/** One thing to show in several forms, by MIME type; a client takes the richest one that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** An output of a cell that each call of `show` replaces. */
export interface BundleDisplay {
  show(bundle: MimeBundle): void;
}

/**
 * Shows the bundle as an output of the cell that runs; outside a kernel its `text/plain` form goes to the
 * standard output.
 *
 * tslab's own `display` shows one form at a time.
 */
export function displayBundle(bundle: MimeBundle): void {
  newBundleDisplay().show(bundle);
}

/** An empty output: it appears with the first `show`, in the cell that runs then, and is replaced in place. */
export function newBundleDisplay(): BundleDisplay {
  const id = randomUUID();
  let shown = false;
  return {
    show(bundle) {
      const publish = (globalThis as KernelGlobal)[KERNEL_DISPLAY] ?? print;
      publish({ data: bundle, metadata: {}, transient: { display_id: id } }, shown);
      shown = true;
    },
  };
}

/** The content of `display_data` and `update_display_data`. */
export interface DisplayContent {
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

export type PublishDisplay = (content: DisplayContent, update: boolean) => void;

/**
 * Where the kernel's launcher leaves its publisher. A registered symbol, because the launcher and a notebook's
 * `@interleave/lib` may be two copies of this module in one process.
 */
export const KERNEL_DISPLAY = Symbol.for("interleave.kernel.display");

type KernelGlobal = typeof globalThis & { [KERNEL_DISPLAY]?: PublishDisplay };

function print({ data }: DisplayContent): void {
  const text = data["text/plain"];
  if (typeof text === "string") process.stdout.write(`${text}\n`);
}
