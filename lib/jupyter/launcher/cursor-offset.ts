/**
 * The offset in UTF-16 code units, as the compiler counts, of one in Unicode code points, as the protocol has counted
 * since its version 5.2.
 *
 * *Source*: Jupyter client documentation, "Messaging in Jupyter", `cursor_pos` and Unicode offsets.
 */
export function utf16Offset(code: string, codePointOffset: number): number {
  let offset = 0;
  let left = codePointOffset;
  for (const codePoint of code) {
    if (left-- <= 0) break;
    offset += codePoint.length;
  }
  return offset;
}

/** The offset in Unicode code points of one in UTF-16 code units. */
export function codePointOffset(code: string, utf16Offset: number): number {
  return [...code.slice(0, utf16Offset)].length;
}
