import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const LIMIT_MS = 60_000;

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the CLI as a process of its own, without what the environment of the test says of hubs. */
export function startCli(args: readonly string[], { cwd, env }: CliOptions = {}): ChildProcess {
  const { STELLWERK_GRPC_ADDRESS: _unset, ...rest } = process.env;
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...rest, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
}

/** Runs the CLI to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return outcome(startCli(args, options));
}

/** What a CLI that was started printed and ended with. */
export async function outcome(child: ChildProcess): Promise<CliResult> {
  if (!child.stdout || !child.stderr) throw new Error('started without pipes');
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exited,
  ]);
  return { code, stdout, stderr };
}
