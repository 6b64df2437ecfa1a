import { MAX_NODES } from './api.ts';
import { isTooDear } from './failures.ts';

/** How many things a request asks for: half as many after the shop has found it too dear. */
export class Size {
  #most = MAX_NODES;

  /** @throws what `read` throws, also when a single thing is too dear */
  async read<Read>(wanted: number, read: (size: number) => Promise<Read>): Promise<Read> {
    for (;;) {
      const size = Math.min(wanted, this.#most);
      try {
        return await read(size);
      } catch (error) {
        if (!isTooDear(error) || size === 1) throw error;
        this.#most = Math.floor(size / 2);
      }
    }
  }
}
