import { gzipSync, strToU8 } from "fflate";

/**
 * Text as gzip in base64, for an inert script element that the page unpacks when it needs it; nothing in it can end
 * the element. The compressor is plain JavaScript, because zlib's output differs between versions and processors,
 * and the page must come out the same byte for byte.
 */
export function packed(text: string): string {
  return Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 })).toString("base64");
}
