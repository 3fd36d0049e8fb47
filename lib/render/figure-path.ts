/**
 * Paths into the results: `results/<machine>/<document>/` and the fields of the file, as in a JSON pointer (`~1` for
 * a slash, `~0` for a tilde). Where a figure is computed, the path goes on with how:
 *
 * - `experiments/<id>/samples/<variant>/<metric>/<cell>/<statistic>`: of the samples that ended well; `median`,
 *   `min`, `max`, `count`, `low` and `high` (the interval of the median). An empty cell is the headline.
 * - `experiments/<id>/ratio/<variant>/<variant>/<metric>/<cell>/<low|middle|high|count>`: within rounds; a further
 *   segment is the cell of the second, where it is another. `gap` in place of `ratio`: the same either way round.
 * - `experiments/<id>/efficiency/<variant>/<cell>`: ideal / median.
 * - `experiments/<id>/floor/<metric>/<cell>`: the noise floor by that metric in that cell, a factor from 1 up.
 * - `experiments/<id>/test/<claim>/<cell>/<p or count>`: the corrected test of a comparison, and how many were declared.
 * - `experiments/<id>/flip/<claim>/<at|low|high>`: where a claim's direction turns between the cells of its condition.
 * - `experiments/<id>/prediction-error/<index>/<metric>`: predicted / median - 1; `prediction-errors/<metric>/<count,
 *   median or max>`: of the sizes of all.
 * - `experiments/<id>/digests/<right|all>`: runs that ended, and those of them that answered rightly.
 * - `experiments/<id>/ended-well/<variant>/<cell>`: runs that ended well, whatever was measured of them.
 *
 * `verdicts/<kind>` in place of `experiments` counts the document's claims with that verdict.
 * `bench/<machine>/<work>/median/<subject>` and `bench/<machine>/<work>/<low|ratio|high>/<subject>/<baseline>` are of
 * the table of speed.
 * Two paths with a bar between them stand for the quotient (`~2` for a bar in a name).
 * `catalogue/<document>/published/<id>/...` and `catalogue/<document>/claims/<id>/...` lead into the catalogue.
 */
export function path(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => escaped(String(segment))).join("/");
}

function escaped(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("|", "~2");
}
