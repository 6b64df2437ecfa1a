import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { CliError } from '../exit.ts';
import type { Contexts } from './context.ts';
import { readContexts } from './context.ts';

/** `$XDG_CONFIG_HOME/stellwerk/contexts.json`, by default below `~/.config`. */
function contextFile(env: NodeJS.ProcessEnv): string {
  const { XDG_CONFIG_HOME: home = '' } = env;
  // The XDG specification says to ignore a path that is not absolute.
  const base = path.isAbsolute(home) ? home : path.join(homedir(), '.config');
  return path.join(base, 'stellwerk', 'contexts.json');
}

/** @throws CliError failed when the file is damaged */
export async function loadContexts(env: NodeJS.ProcessEnv): Promise<Contexts> {
  const file = contextFile(env);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { current: null, hubs: {} };
  const contexts = readContexts(parse(text));
  if (contexts) return contexts;
  throw new CliError(
    'failed',
    `${file} is damaged: correct it, or delete it and add the contexts again.`,
  );
}

/** Replaces the file atomically, readable by its owner only: it tells which hubs exist and where their keys are. */
export async function saveContexts(contexts: Contexts, env: NodeJS.ProcessEnv): Promise<void> {
  const file = contextFile(env);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, `${JSON.stringify(contexts, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
