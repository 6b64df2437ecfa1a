import type { PreparedRecords } from '../pipeline/index.ts';

const NEWLINE = 0x0a;

/** Writes records one after the other into one buffer, which is then transferred without a copy. */
export class RecordWriter {
  #bytes = Buffer.from(new ArrayBuffer(256 * 1024));
  #length = 0;
  readonly #keys: string[] = [];
  readonly #ends: number[] = [];
  readonly #rows: number[] = [];

  /** @returns the record's size in bytes */
  add(key: string, text: string, row: number): number {
    // UTF-8 takes at most three bytes per UTF-16 unit of a string.
    this.#grow(this.#length + text.length * 3 + 1);
    const size = this.#bytes.write(text, this.#length, 'utf8');
    this.#keys.push(key);
    this.#ends.push(this.#length + size);
    this.#bytes[this.#length + size] = NEWLINE;
    this.#length += size + 1;
    this.#rows.push(row);
    return size;
  }

  /** Removes the last record. */
  takeBack(): void {
    this.#keys.pop();
    this.#ends.pop();
    this.#rows.pop();
    this.#length = (this.#ends.at(-1) ?? -1) + 1;
  }

  records(): PreparedRecords {
    return {
      keys: this.#keys,
      bytes: new Uint8Array(this.#bytes.buffer, 0, this.#length),
      ends: Uint32Array.from(this.#ends),
      rows: Uint32Array.from(this.#rows),
    };
  }

  #grow(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(needed, this.#bytes.length * 2)));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
