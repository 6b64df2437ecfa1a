import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a mapping does to its worker: it makes it exit, exhausts its memory, or never returns. */
export const TROUBLES = ['exit', 'memory', 'endless'] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * Worker troubles caused by one mapping module: deadly records end every worker that maps them; on order, the next record
 * causes trouble for its worker once, and must be delivered nevertheless.
 */
export class WorkerTrouble {
  readonly #file: string;

  constructor(dir: string) {
    this.#file = path.join(dir, 'worker-trouble');
  }

  /** Causes trouble with the next record that is mapped. */
  async order(trouble: Trouble): Promise<void> {
    await writeFile(this.#file, trouble);
  }

  async cancel(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /** The source text of the mapping of parcels. The worker that succeeds in renaming the order file takes the order. */
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
