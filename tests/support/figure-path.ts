/** The whole path of a figure on a page: one that begins with `./` goes on from the nearest `data-at` around it. */
export function figurePathOf(datum: HTMLDataElement): string {
  const path = datum.dataset.path!;
  if (!path.startsWith("./")) return path;
  return `${datum.closest<HTMLElement>("[data-at]")!.dataset.at}/${path.slice(2)}`;
}
