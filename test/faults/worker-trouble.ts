import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a mapping does to its worker: it ends it, wants all memory, or does not come to an end. */
export const TROUBLES = ['exit', 'memory', 'endless'] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * Troubles of workers, made by one mapping module: some records end whoever maps them, and on order one that happens to come
 * does something to its worker, once, and must be brought nevertheless.
 */
export class WorkerTrouble {
  readonly #file: string;

  constructor(dir: string) {
    this.#file = path.join(dir, 'worker-trouble');
  }

  /** The next record to be mapped finds it. */
  async order(trouble: Trouble): Promise<void> {
    await writeFile(this.#file, trouble);
  }

  async cancel(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /** The mapping of parcels. Whoever renames the order has it. */
  get module(): string {
    const [ordered, taken] = [this.#file, `${this.#file}-taken`].map((file) =>
      JSON.stringify(file),
    );
    return `
import { existsSync, readFileSync, renameSync } from 'node:fs';

function trouble(): string {
  if (!existsSync(${ordered})) return 'none';
  try {
    renameSync(${ordered}, ${taken});
    return readFileSync(${taken}, 'utf8');
  } catch {
    return 'none';
  }
}

export default ({ order_id: key, n, deadly }: { order_id: string; n: number; deadly: boolean }): object => {
  const does = deadly ? 'exit' : trouble();
  if (does === 'exit') process.exit(9);
  if (does === 'memory') for (const full: number[][] = []; ; ) full.push(new Array<number>(1e6).fill(n));
  if (does === 'endless') for (;;);
  return { key, version: n, poisoned: false, n };
};
`;
  }
}
