import { chown, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../domain/index.ts';
import { OWNER } from './postgres-data.ts';
import type { PostgresData } from './postgres-data.ts';
import { startProcess } from './server-process.ts';
import type { ServerExit, ServerProcess, StopPlan } from './server-process.ts';

/** Measured: 1 to 4 s; the rest is for slow disks. */
const MADE_WITHIN_MS = 120_000;
const STOP_PLAN: StopPlan = [
  { signal: 'SIGTERM', withinMs: 5_000 },
  { signal: 'SIGKILL', withinMs: 5_000 },
];

export interface MakingLimits {
  /** Aborts; the program is ended first. */
  readonly signal?: AbortSignal | undefined;
  /** Default two minutes. */
  readonly timeoutMs?: number;
}

/**
 * Creates the cluster in a temporary folder and renames it when it is complete, so that a kill leaves nothing
 * half-made.
 * @throws Failure SETUP_FAILED when initdb fails or takes too long; its processes have ended then
 */
export async function makeCluster(data: PostgresData, limits: MakingLimits): Promise<void> {
  const draft = `${data.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (data.account) await chown(draft, data.account.uid, data.account.gid);
  await initdb(data, draft, limits);
  await rename(draft, data.folder);
}

async function initdb(
  { dataDir, logFile, binaries, account, setpriv }: PostgresData,
  folder: string,
  limits: MakingLimits,
): Promise<void> {
  limits.signal?.throwIfAborted();
  const program = await startProcess({
    role: 'postgres',
    program: binaries.initdb,
    args: [
      `--pgdata=${folder}`,
      `--username=${OWNER}`,
      `--pwfile=${path.join(dataDir, 'postgres-password')}`,
      '--auth=scram-sha-256',
      // The same order of text on every machine, whatever locales it has.
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C',
      '--builtin-locale=C.UTF-8',
    ],
    ...{ logFile, account, setpriv, stopPlan: STOP_PLAN },
  });
  const { code, signal, lastLog } = await endOf(program, logFile, limits);
  if (code === 0) return;
  const how = signal ? `was stopped by ${signal}` : `ended with code ${code}`;
  throw new Failure('SETUP_FAILED', {
    message: `The embedded PostgreSQL could not create its data folder (initdb ${how}): ${lastLog || '(no output)'}`,
    details: { code, signal },
  });
}

/** Returns how a program ended; ends it when it takes too long or the signal aborts. */
async function endOf(
  program: ServerProcess,
  logFile: string,
  { signal, timeoutMs = MADE_WITHIN_MS }: MakingLimits,
): Promise<ServerExit> {
  const ended = new AbortController();
  const either = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]);
  try {
    const exit = await Promise.race([program.exited, wait(timeoutMs, null, { signal: either })]);
    if (exit) return exit;
    throw new Failure('SETUP_FAILED', {
      message: `The embedded PostgreSQL could not create its data folder: initdb was not done after ${timeoutMs / 1_000} s and was stopped. See ${logFile}. If the disk is slow or hangs, use another data folder, or set STELLWERK_DATABASE_URL to a running server.`,
    });
  } catch (error) {
    await program.stop();
    throw error;
  } finally {
    ended.abort();
  }
}
