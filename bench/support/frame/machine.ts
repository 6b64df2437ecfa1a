import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { findNatsServer } from '../../../src/runtime/embedded/nats-binary.ts';
import { versionOf } from '../../../src/runtime/embedded/nats-version.ts';
import { findPostgres } from '../../../src/runtime/embedded/postgres-binaries.ts';

/** The machine on which the figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly nats: string;
  readonly postgres: string;
  /** The commit of the checkout, with a `+` when files differ from it; `unknown` outside a checkout. */
  readonly commit: string;
}

export async function describeMachine(): Promise<Machine> {
  const [nats, postgres, commit] = await Promise.all([
    natsVersion(),
    postgresVersion(),
    commitOf(),
  ]);
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    ...{ nats, postgres, commit },
  };
}

/** Benches start embedded servers regardless of the environment. */
async function natsVersion(): Promise<string> {
  const program = await findNatsServer({
    dataDir: '',
    env: {},
    onProgress: () => undefined,
    signal: undefined,
  });
  return (await versionOf(program)) ?? 'unknown';
}

async function postgresVersion(): Promise<string> {
  const answer = await outputOf(findPostgres().postgres, ['--version']);
  return /\d+(\.\d+)*/.exec(answer)?.[0] ?? 'unknown';
}

async function commitOf(): Promise<string> {
  const head = await outputOf('git', ['rev-parse', '--short=12', 'HEAD']);
  if (head === '') return 'unknown';
  // Results of the bench itself do not change what was measured.
  const changed = await outputOf('git', [
    'status',
    '--porcelain',
    '--',
    ':/',
    ':(exclude,top)bench/results',
  ]);
  return head.trim() + (changed === '' ? '' : '+');
}

async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const cwd = import.meta.dirname;
  return promisify(execFile)(program, args, { cwd, timeout: 10_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
