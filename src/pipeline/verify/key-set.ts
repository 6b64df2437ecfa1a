import { hash } from 'node:crypto';

const HASH_BYTES = 8;
const FIRST_CAPACITY = 1024;

/**
 * A set of keys that needs eight bytes per key: 8 MB for a million (twice that while it grows). It keeps 64 bits of a hash. With a
 * million keys, a key that was never added is taken for present about once in 10^13 lookups.
 */
export class KeySet {
  #hashes = new BigUint64Array(FIRST_CAPACITY);
  #bytes = Buffer.from(this.#hashes.buffer);
  #size = 0;
  #sorted = true;

  /** A key that is added twice counts twice. */
  get size(): number {
    return this.#size;
  }

  add(key: string): void {
    if (this.#size === this.#hashes.length) this.#grow();
    digest(key).copy(this.#bytes, this.#size * HASH_BYTES, 0, HASH_BYTES);
    this.#size++;
    this.#sorted = false;
  }

  has(key: string): boolean {
    this.#sort();
    const wanted = digest(key).readBigUInt64LE();
    let low = 0;
    for (let high = this.#size; low < high;) {
      const middle = (low + high) >>> 1;
      if ((this.#hashes[middle] as bigint) < wanted) low = middle + 1;
      else high = middle;
    }
    return low < this.#size && this.#hashes[low] === wanted;
  }

  #sort(): void {
    if (this.#sorted) return;
    this.#hashes.subarray(0, this.#size).sort();
    this.#sorted = true;
  }

  #grow(): void {
    const larger = new BigUint64Array(this.#hashes.length * 2);
    larger.set(this.#hashes);
    this.#hashes = larger;
    this.#bytes = Buffer.from(larger.buffer);
  }
}

function digest(key: string): Buffer {
  return hash('sha1', key, 'buffer');
}
