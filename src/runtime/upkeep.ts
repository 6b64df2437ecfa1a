import { setTimeout } from 'node:timers/promises';
import type { CommandHandler, Mailbox } from '../bus/index.ts';
import type { Store } from '../store/index.ts';
import type { Logger } from './log.ts';

const MAILBOX_RETRY_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const CLOSED_LETTERS_KEPT_MS = 30 * DAY_MS;
/** The protocol promises this: clients repeat within minutes, people perhaps after a weekend. */
const ANSWERS_KEPT_MS = 7 * DAY_MS;
/** Longer than senders repeat a webhook: three days by Standard Webhooks, others less. */
const DELIVERIES_KEPT_MS = 4 * DAY_MS;
const RUNS_KEPT_MS = 90 * DAY_MS;

/** Passes commands to their handler until the signal aborts, and retries during outages of the bus. */
export async function takeCommands(
  mailbox: Mailbox,
  handler: CommandHandler,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await mailbox.consume(handler, signal);
    } catch (error) {
      log.warn({ err: error }, 'the mailbox cannot be read; trying again');
      await setTimeout(MAILBOX_RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

interface History {
  readonly log: Logger;
  /** Configured two-way flows. */
  readonly flows: () => readonly string[];
  /** Memories of lanes, and how long they keep their outcomes; without those that keep them for ever. */
  readonly lanes: () => readonly { readonly id: number; readonly keptMs: number }[];
}

/** Deletes closed dead letters, old runs and conflicts after a while; checks once an hour. */
export async function forgetHistory(
  store: Store,
  { log, flows, lanes }: History,
  signal: AbortSignal,
): Promise<void> {
  const steps = [
    () => store.deadLetters.forgetClosed(CLOSED_LETTERS_KEPT_MS),
    () => store.deadLetters.forgetAnswered(ANSWERS_KEPT_MS),
    () => store.arrivals.forget(DELIVERIES_KEPT_MS),
    () => store.runs.forget(RUNS_KEPT_MS),
    () => store.twoWay.forget(flows()),
    () => store.forget.stories(lanes()),
  ];
  while (!signal.aborted) {
    for (const step of steps) {
      if (signal.aborted) return;
      // What cannot be deleted must not keep the rest for longer than was promised.
      await step().catch((error: unknown) =>
        log.warn({ err: error }, 'old history could not be deleted; trying again in an hour'),
      );
    }
    await setTimeout(HOUR_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/**
 * Records changes whose calls ended without an entry in the audit log: at first those of a hub that died, later those
 * that ended while the database was away.
 */
export async function completeAuditLog(
  { audit }: Store,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const entries = await audit.recordLeftovers();
      if (entries > 0) log.warn({ entries }, 'recorded changes that were not in the audit log yet');
    } catch (error) {
      // The outage of the database is told elsewhere.
      log.debug({ err: error }, 'the audit log could not be completed; trying again in a minute');
    }
    await setTimeout(MINUTE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Prunes the audit log once a day; the log records each pruning, and stays verifiable. */
export async function pruneAuditLog(
  store: Store,
  { log, auditKeptMs }: { readonly log: Logger; readonly auditKeptMs: number },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const now = Date.now();
      const rows = await store.audit.prune(now - auditKeptMs, now);
      if (rows > 0) log.info({ rows }, 'pruned the audit log');
    } catch (error) {
      log.warn({ err: error }, 'the audit log could not be pruned; trying again in a day');
    }
    await setTimeout(DAY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
