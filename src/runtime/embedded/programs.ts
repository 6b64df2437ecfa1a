import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface RunOptions {
  readonly timeoutMs: number;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end and returns what it printed. Rejects when it fails, with its error output as the message,
 * and when the time is over or the signal aborts. Messages are in English, since some are parsed.
 */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutMs, cwd, signal }: RunOptions,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    timeout: timeoutMs,
    env: { ...process.env, LC_ALL: 'C' },
    ...(cwd ? { cwd } : {}),
    ...(signal ? { signal } : {}),
  });
  return stdout;
}

/** Returns the path of a program on the search path, or null. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const folders = (env.PATH ?? process.env.PATH ?? '').split(path.delimiter);
  for (const folder of folders.filter(Boolean)) {
    const file = path.resolve(folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
