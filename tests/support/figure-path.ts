import type { Unit } from "../../lib/units.js";

/**
 * The whole path of a figure on a page: its own, or that at the head of its column, where a star stands for the variant
 * of its row; one that begins with `./` goes on from the nearest `data-at` around it.
 */
export function figurePathOf(datum: HTMLDataElement): string {
  const path = datum.dataset.path ?? pathFromHead(datum);
  if (!path.startsWith("./")) return path;
  return `${datum.closest<HTMLElement>("[data-at]")!.dataset.at}/${path.slice(2)}`;
}

/** The unit of a figure on a page, its own or that of its column. */
export function figureUnitOf(datum: HTMLDataElement): Unit {
  return (datum.dataset.unit ?? headOf(datum).dataset.unit) as Unit;
}

function pathFromHead(datum: HTMLDataElement): string {
  const place = [...datum.closest("td")!.querySelectorAll("data")].indexOf(datum);
  const { variant } = datum.closest("tr")!.dataset;
  return headOf(datum)
    .dataset.path!.split(" ")
    [place]!.replace("*", () => variant!);
}

function headOf(datum: HTMLDataElement): HTMLElement {
  return datum.closest("table")!.tHead!.rows[0]!.cells[datum.closest("td")!.cellIndex]!;
}
