import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Bench, Result } from './support/frame/index.ts';
import { runFramed } from './support/frame/index.ts';

/**
 * `npm run bench -- NAME [options]` runs one bench, `npm run bench` all in turn, `npm run bench -- --list` names them. A bench is
 * a folder with a `main.ts`. Figures and what they mean: bench/README.md.
 */
const names = readdirSync(import.meta.dirname)
  .filter((name) => existsSync(fileOf(name)))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (name === '--list') await list();
else if (name === undefined || name.startsWith('--')) await runAll(process.argv.slice(2));
else if (names.includes(name)) await runOne(name, args);
else {
  console.error(`There is no bench ${name}. Name one of: ${names.join(', ')}; or none to run all.`);
  process.exitCode = 2;
}

async function list(): Promise<void> {
  const width = Math.max(...names.map(({ length }) => length));
  for (const one of names) console.log(`${one.padEnd(width)}  ${(await load(one)).about ?? ''}`);
}

async function runOne(bench: string, options: readonly string[]): Promise<void> {
  try {
    const result = await runFramed(bench, await load(bench), options);
    if (result) await tell(result);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`The bench ${bench} failed: ${reason}`);
    process.exitCode = 1;
  }
  // Not by `disconnect`: a child would then end as if this process had been killed (ops/bin/follow-parent.mjs).
  if (process.connected) process.exit();
}

/** Sends the outcome to the process that runs all benches. */
async function tell(result: Result): Promise<void> {
  if (!process.send) return;
  const sent = Promise.withResolvers<void>();
  process.send(result, (error: Error | null) => (error ? sent.reject(error) : sent.resolve()));
  await sent.promise;
}

/** Runs each bench in a separate process, so that none pays for what another left behind. */
async function runAll(options: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const bench of names) {
    console.error(`\n=== ${bench} ===`);
    const child = fork(import.meta.filename, [bench, ...options]);
    let result: Result | null = null;
    child.on('message', (message) => (result = message as Result));
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) process.exitCode = 1;
    lines.push(summaryOf(bench, result, code));
  }
  console.error(`\n${lines.join('\n')}`);
}

function summaryOf(bench: string, result: Result | null, code: number | null): string {
  const says = result?.headline ?? 'see above';
  const doubts = [
    ...(code === 0 ? [] : [`ended with exit code ${code}`]),
    ...(result && !result.verification.passed ? ['verification FAILED'] : []),
    ...(result?.noise.noisy ? ['noisy machine'] : []),
  ];
  return `${bench.padEnd(10)}${says}${doubts.length > 0 ? ` (${doubts.join(', ')})` : ''}`;
}

async function load(bench: string): Promise<Bench> {
  return (await import(fileOf(bench))) as Bench;
}

function fileOf(bench: string): string {
  return path.join(import.meta.dirname, bench, 'main.ts');
}
