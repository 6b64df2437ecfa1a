import type { PreparedRecords } from '../pipeline/index.ts';
import type { LogRecord } from './frame.ts';

/**
 * A record that a worker wrote. Its bytes are sliced out only on demand; a frame does so only for its first and last
 * record.
 */
export class PreparedRecord implements LogRecord {
  readonly key: string;
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor({ keys, bytes, ends }: PreparedRecords, index: number) {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    this.key = keys[index] ?? '';
    this.#bytes = bytes;
    this.#end = ends[index] ?? 0;
    this.size = this.#end - start;
  }

  get payload(): Uint8Array {
    return this.#bytes.subarray(this.#end - this.size, this.#end);
  }
}
