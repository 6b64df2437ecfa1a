import type { MsgHdrs } from '@nats-io/transport-node';
import type { MessageHead } from './batch.ts';

/**
 * Header of a frame: a hash of 32 bits for the key of each of its records, in their order, little endian, as base64. A single
 * record is found by its subject; of those in frames this is the index.
 */
const KEYS_HEADER = 'Stellwerk-Keys';

export function frameKeysHead(records: readonly { readonly key: string }[]): MessageHead {
  const hashes = Uint32Array.from(records, ({ key }) => keyHash(key));
  return { name: KEYS_HEADER, value: Buffer.from(hashes.buffer).toString('base64') };
}

/** The hashes of a frame's keys; none of a message that is a single record. */
export function toldKeys(header: MsgHdrs | undefined): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(header?.get(KEYS_HEADER) ?? '', 'base64'));
  return new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}

/** FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), with a last step that spreads the low bits. */
export function keyHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
