import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Company } from './company.ts';
import { HubClient } from './hub-client.ts';

const EVERY_MS = 5_000;
/** States in which an actor is idle or working normally. */
const AT_EASE = ['ready', 'idle', 'reading', 'running'];

/** Reports what a slow ending waits for: the lanes whose records have not arrived, and the hub's actors that are not at ease. */
export class Waits implements Disposable {
  readonly #hub: HubClient;
  readonly #tell: (line: string) => void;
  readonly #beganAtMs = Date.now();
  #dueAtMs = Date.now() + EVERY_MS;

  constructor({ parts }: Company, tell: (line: string) => void) {
    this.#hub = new HubClient(path.join(parts.dir, 'hub'));
    this.#tell = tell;
  }

  /** Reports at most every five seconds. @param late lanes and flows that have not caught up yet */
  async tell(late: readonly string[]): Promise<void> {
    if (Date.now() < this.#dueAtMs) return;
    this.#dueAtMs = Date.now() + EVERY_MS;
    const seconds = Math.round((Date.now() - this.#beganAtMs) / 1_000);
    const troubled = await this.#troubled().catch((error: unknown) => [
      `the hub does not answer: ${String(error)}`,
    ]);
    this.#tell(
      `after ${seconds} s not caught up: ${late.join(', ') || 'none'}; ${troubled.join('; ')}`,
    );
  }

  /** Reports about the hub alone while `work` is in progress. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    while (!isOver) {
      await Promise.race([work, wait(EVERY_MS, undefined, { ref: false })]);
      if (!isOver) await this.tell([]);
    }
    return work;
  }

  async #troubled(): Promise<string[]> {
    const status = await this.#hub.call((client, signal) => client.status(signal));
    const { connectors, streams, lanes } = status;
    const actors = [...connectors, ...streams, ...lanes];
    const uneasy = actors
      .filter(({ state }) => !AT_EASE.includes(state))
      .map(({ name, state, sinceMs, lastError }) => {
        const since = Math.round((Date.now() - sinceMs) / 1_000);
        return `${name} ${state} for ${since} s${lastError ? ` (${lastError.code}: ${lastError.message})` : ''}`;
      });
    const waiting = lanes
      .filter(({ backlog, parked }) => backlog + parked > 0)
      .map(({ name, backlog, parked }) => `${name} backlog ${backlog}, parked ${parked}`);
    return [...uneasy, ...waiting];
  }

  [Symbol.dispose](): void {
    this.#hub[Symbol.dispose]();
  }
}
