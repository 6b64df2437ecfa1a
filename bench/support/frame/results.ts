import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Machine } from './machine.ts';
import type { Noise } from './noise.ts';
import type { Outcome } from './outcome.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../results');

/** One run of one bench, as it is kept. */
export interface Result extends Omit<Outcome, 'text'> {
  readonly bench: string;
  /** When it ended. */
  readonly at: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly noise: Noise;
}

/** Keeps a result as `NAME-DATE.json` and makes the table anew. @returns the file, relative to the working directory */
export async function saveResult(result: Result): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const at = result.at.replace(/[:.]/g, '-').slice(0, 19);
  const file = path.join(FOLDER, `${result.bench}-${at}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 1)}\n`);
  await writeTable();
  return path.relative(process.cwd(), file);
}

/** `bench/results/README.md`: the newest result of each bench. */
async function writeTable(): Promise<void> {
  const newest = new Map<string, Result & { readonly file: string }>();
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
  for (const file of files) {
    const result = JSON.parse(await readFile(path.join(FOLDER, file), 'utf8')) as Result;
    newest.set(result.bench, { ...result, file });
  }
  const rows = [...newest.values()]
    .sort((one, other) => one.bench.localeCompare(other.bench))
    .map((one) =>
      [
        `[${one.bench}](${one.file})`,
        one.headline,
        one.verification.passed ? 'passed' : `FAILED: ${one.verification.says}`,
        one.noise.noisy ? one.noise.seen.join('; ') : 'quiet',
        one.machine.commit,
        one.at.slice(0, 10),
      ].map((cell) => cell.replaceAll('|', '/')),
    );
  const table = [
    ['bench', 'figure', 'verification', 'machine', 'commit', 'day'],
    Array.from({ length: 6 }, () => '---'),
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const text = [
    '# The newest result of each bench',
    'Made by `npm run bench`; [the page on the benches](../README.md) explains the figures. The files hold machine, settings and all figures.',
    table.join('\n'),
  ];
  await writeFile(path.join(FOLDER, 'README.md'), `${text.join('\n\n')}\n`);
}
