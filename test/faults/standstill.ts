import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { rows } from './database.ts';

const REPLACED_WITHIN_MS = 15_000;
const ENDED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

const LEASE = `from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and a.application_name like 'stellwerk hub %'`;

/** A hub that stands still, as it does with its host, until another one has taken its place. */
export class Standstill {
  readonly #former: ChildProcess;
  readonly #isReplaced: boolean;

  private constructor(former: ChildProcess, isReplaced: boolean) {
    this.#former = former;
    this.#isReplaced = isReplaced;
  }

  /**
   * Ends the connection that holds the lease, as the server does when it no longer hears from the host.
   * @param startNext starts the hub in reserve
   */
  static async begin(
    former: ChildProcess,
    databaseUrl: string,
    startNext: () => void,
  ): Promise<Standstill> {
    former.kill('SIGSTOP');
    startNext();
    // Another fault may stop the database meanwhile.
    const isReplaced = await replaced(databaseUrl).catch(() => false);
    return new Standstill(former, isReplaced);
  }

  /** Lets it go on. @returns whether it noticed that another one works, and ended by itself */
  async end(): Promise<boolean> {
    const former = this.#former;
    former.kill('SIGCONT');
    if (!this.#isReplaced) former.kill('SIGKILL');
    if (former.exitCode !== null || former.signalCode !== null) return true;
    const late = wait(ENDED_WITHIN_MS, false, { ref: false });
    const ended = await Promise.race([once(former, 'exit').then(() => true), late]);
    if (!ended) former.kill('SIGKILL');
    return ended;
  }
}

async function replaced(databaseUrl: string): Promise<boolean> {
  await rows(databaseUrl, `select pg_terminate_backend(a.pid, 5000) ${LEASE}`);
  const deadlineMs = Date.now() + REPLACED_WITHIN_MS;
  while (Date.now() < deadlineMs) {
    if ((await rows(databaseUrl, `select ${LEASE}`)).length > 0) return true;
    await wait(LOOK_EVERY_MS);
  }
  return false;
}
