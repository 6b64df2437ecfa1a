import { isStorable, notStorable } from './storable.ts';

/*
 * Arrays in PostgreSQL's binary form (`array_send` of its source: dimensions, flag, element type, length, lower bound, then each
 * element behind its length), as parameters: the driver sends a Buffer as it is. Written as text the server has to look at each sign for
 * quotes and escapes, and the driver's own way inspects value by value: a text took the server 490 nanoseconds instead of 300, a
 * number the client 420 instead of 250. The statement has to name the type (`$1::text[]`).
 */

const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;
/** Object ids of `pg_type`, which never change. */
const [BOOLEAN, BIGINT, TEXT] = [16, 20, 25];
const NULL_LENGTH = -1;
const WORD = 0x1_0000_0000;
/** Longer texts are measured before, since three bytes for each of their signs would be much. */
const LONG_TEXT = 1024;

/** As `text[]`. @throws Failure CONTRACT_BROKEN for text that PostgreSQL cannot hold: a NUL character or half of a surrogate pair */
export function textArray(values: readonly (string | null)[]): Buffer {
  let size = HEAD_BYTES;
  for (const value of values) size += LENGTH_BYTES + (value === null ? 0 : mostBytes(value));
  const array = open(TEXT, values.length, size);
  const view = viewOf(array);
  let at = HEAD_BYTES;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      view.setInt32(at, NULL_LENGTH);
      at += LENGTH_BYTES;
      continue;
    }
    const length = array.write(value, at + LENGTH_BYTES, 'utf8');
    // Text of ASCII alone has no surrogates.
    if (length === value.length ? value.includes('\0') : !isStorable(value)) throw notStorable();
    view.setInt32(at, length);
    at += LENGTH_BYTES + length;
  }
  return array.subarray(0, values.length === 0 ? EMPTY_BYTES : at);
}

/** Whole numbers, also as text, as `bigint[]`. @throws RangeError for others */
export function bigintArray(values: readonly (number | string | null)[]): Buffer {
  const array = open(BIGINT, values.length, HEAD_BYTES + values.length * (LENGTH_BYTES + 8));
  const view = viewOf(array);
  let at = HEAD_BYTES;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      view.setInt32(at, NULL_LENGTH);
      at += LENGTH_BYTES;
      continue;
    }
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no whole number`);
    const high = Math.floor(number / WORD);
    view.setInt32(at, 8);
    view.setInt32(at + LENGTH_BYTES, high);
    view.setUint32(at + LENGTH_BYTES + 4, number - high * WORD);
    at += LENGTH_BYTES + 8;
  }
  return array.subarray(0, values.length === 0 ? EMPTY_BYTES : at);
}

/** As `boolean[]`. */
export function booleanArray(values: readonly boolean[]): Buffer {
  const array = open(BOOLEAN, values.length, HEAD_BYTES + values.length * (LENGTH_BYTES + 1));
  const view = viewOf(array);
  for (let index = 0; index < values.length; index++) {
    const at = HEAD_BYTES + index * (LENGTH_BYTES + 1);
    view.setInt32(at, 1);
    view.setUint8(at + LENGTH_BYTES, values[index] ? 1 : 0);
  }
  return values.length === 0 ? array.subarray(0, EMPTY_BYTES) : array;
}

/** An empty array has no dimension, so it ends before its length. */
const EMPTY_BYTES = 12;

function open(elementType: number, count: number, size: number): Buffer {
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(count === 0 ? 0 : 1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** Quicker than the methods of Buffer, also before they are compiled. */
function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** UTF-8 takes at most three bytes for each unit of a string. */
function mostBytes(text: string): number {
  return text.length > LONG_TEXT ? Buffer.byteLength(text) : text.length * 3;
}
