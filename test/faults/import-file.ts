import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import type { Change } from './history.ts';

export type FileFormat = 'csv' | 'jsonl';

const LEAST_ROWS = 800;
const MOST_ROWS = 2_000;
const BROKEN_SHARE = 0.003;
const REFUSED_SHARE = 0.002;
/** Long enough that a file is read in several chunks. */
const NOTE = 'x'.repeat(80);

/** A file to be imported, and the expected outcome of its rows. */
export interface ImportFile {
  readonly text: string;
  /** The good rows, each key once; the target refuses the poisoned ones. */
  readonly rows: readonly Change[];
  /** Numbers, from 1, of the lines that cannot become records. */
  readonly brokenLines: readonly number[];
}

interface Row extends Change {
  readonly note: string;
}

/** Makes a file with 800 to 2,000 rows: the bookings of one person, all of one version. */
export function makeImportFile(
  format: FileFormat,
  { prefix, version, random }: { prefix: string; version: number; random: Random },
): ImportFile {
  const write = WRITERS[format];
  const lines = [...write.head];
  const rows: Change[] = [];
  const brokenLines: number[] = [];
  const count = between(random, LEAST_ROWS, MOST_ROWS);
  for (let index = 0; index < count; index++) {
    const key = `${prefix}-${index}`;
    if (random() < BROKEN_SHARE) {
      const broken = write.broken(`broken-${key}-${version}`);
      lines.push(broken[between(random, 0, broken.length - 1)] ?? '');
      brokenLines.push(lines.length);
      continue;
    }
    const poisoned = random() < REFUSED_SHARE;
    lines.push(write.good({ key, version, poisoned, note: poisoned ? 'refused' : NOTE }));
    rows.push({ key, version, poisoned });
  }
  return { text: `${lines.join('\n')}\n`, rows, brokenLines };
}

/** A broken row is malformed, has no version, or has a version that is no number. */
const WRITERS: Readonly<
  Record<
    FileFormat,
    { head: readonly string[]; good(row: Row): string; broken(key: string): readonly string[] }
  >
> = {
  csv: {
    head: ['no;n;note'],
    good: ({ key, version, note }) => `${key};${version};"${note}"`,
    broken: (key) => [`${key};`, `${key};;none`, `${key};many;none`],
  },
  jsonl: {
    head: [],
    good: ({ key, version, note }) => JSON.stringify({ no: key, n: version, note }),
    broken: (key) => [`{"no":"${key}",`, `{"no":"${key}"}`, `{"no":"${key}","n":"many"}`],
  },
};
