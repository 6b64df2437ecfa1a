import type { MsgHdrs } from '@nats-io/transport-node';
import type { MessageHead } from './batch.ts';

/**
 * Header of a frame with a 32-bit hash of each record's key, in the order of the records, little endian, base64. It is
 * the index for records in frames; a single record is found by its subject.
 */
const KEYS_HEADER = 'Stellwerk-Keys';

export function frameKeysHead(records: readonly { readonly key: string }[]): MessageHead {
  const hashes = Uint32Array.from(records, ({ key }) => keyHash(key));
  return { name: KEYS_HEADER, value: Buffer.from(hashes.buffer).toString('base64') };
}

/** Returns the hashes of a frame's keys; empty for a single record. */
export function toldKeys(header: MsgHdrs | undefined): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(header?.get(KEYS_HEADER) ?? '', 'base64'));
  return new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}

/**
 * FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), with a final step that mixes the low
 * bits.
 */
export function keyHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
