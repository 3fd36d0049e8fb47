import { inflateSync } from "node:zlib";

/** What the header of an encoded histogram must say. */
export interface HistogramLayout {
  readonly significantDigits: number;
  /** The highest value that it can hold; the lowest is 1. */
  readonly highest: number;
}

/** The first words of HdrHistogram's encoding V2, compressed and not. */
const COMPRESSED_COOKIE = 0x1c849314;
const COOKIE = 0x1c849313;
const COMPRESSED_HEADER_BYTES = 8;
const HEADER_BYTES = 40;
/** Far above the 8 KB that every value of a histogram in use would take. */
const PAYLOAD_LIMIT_BYTES = 64 * 1024;
/** Seven groups of seven bits stay within the integers that a number holds exactly. */
const GROUPS = 7;

/**
 * The counts of a histogram in HdrHistogram's encoding V2, by their index, or null for text that is none of the given
 * layout. The library's own decoder trusts what it reads: a stranger's file could keep it busy for ever.
 *
 * *Source*: HdrHistogram's Java implementation, `encodeIntoCompressedByteBuffer` and `ZigZagEncoding`.
 */
export function decodeCounts(text: string, layout: HistogramLayout): [index: number, count: number][] | null {
  const payload = payloadOf(Buffer.from(text, "base64"), layout);
  if (payload === null) return null;
  const counts: [number, number][] = [];
  let index = 0;
  for (let at = 0; at < payload.length; ) {
    const word = zigZagWord(payload, at);
    if (word === null) return null;
    at += word.length;
    if (word.value > 0) counts.push([index, word.value]);
    // A negative word stands for so many counts of 0.
    index += Math.max(1, -word.value);
  }
  return counts;
}

function payloadOf(bytes: Buffer, { significantDigits, highest }: HistogramLayout): Buffer | null {
  if (bytes.length < COMPRESSED_HEADER_BYTES || bytes.readUInt32BE(0) !== COMPRESSED_COOKIE) return null;
  let inflated: Buffer;
  try {
    inflated = inflateSync(bytes.subarray(COMPRESSED_HEADER_BYTES), { maxOutputLength: PAYLOAD_LIMIT_BYTES });
  } catch {
    return null;
  }
  if (inflated.length < HEADER_BYTES || inflated.readUInt32BE(0) !== COOKIE) return null;
  const fits =
    inflated.readUInt32BE(12) === significantDigits &&
    inflated.readBigUInt64BE(16) === 1n &&
    inflated.readBigUInt64BE(24) === BigInt(highest);
  const payload = inflated.subarray(HEADER_BYTES, HEADER_BYTES + inflated.readUInt32BE(4));
  return fits && payload.length === inflated.readUInt32BE(4) ? payload : null;
}

/** A signed integer of groups of seven bits, the lowest first, the sign in the lowest bit. */
function zigZagWord(bytes: Buffer, start: number): { value: number; length: number } | null {
  let word = 0;
  for (let group = 0; group < GROUPS; group++) {
    const byte = bytes[start + group];
    if (byte === undefined) return null;
    word += (byte & 0x7f) * 2 ** (7 * group);
    if (byte < 0x80) return { value: word % 2 === 0 ? word / 2 : -Math.ceil(word / 2), length: group + 1 };
  }
  return null;
}
