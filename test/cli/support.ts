import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import path from 'node:path';

export const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const LIMIT_MS = 120_000;

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Standard input; default: none. */
  readonly input?: string;
  /** An open file for standard output; default: a pipe. */
  readonly stdout?: number;
}

/** A configuration folder that does not exist, so it holds no contexts. */
const NO_CONFIG = path.join(import.meta.dirname, 'no-such-folder');

/** Returns the environment of a CLI in a test, without the test's own STELLWERK_ variables and the user's contexts. */
export function cliEnv(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('STELLWERK_'));
  return { ...Object.fromEntries(own), XDG_CONFIG_HOME: NO_CONFIG, NO_COLOR: '1', ...env };
}

/** Starts the CLI as its own process. */
export function startCli(
  args: readonly string[],
  { cwd, env, input, stdout }: CliOptions = {},
): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: cliEnv(env),
    stdio: [input === undefined ? 'ignore' : 'pipe', stdout ?? 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  child.stdin?.end(input);
  return child;
}

/** Runs the CLI to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return outcome(startCli(args, options));
}

/** Waits until a started CLI ends. Returns its output and its exit code. */
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
