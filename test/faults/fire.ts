import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '../../ops/demo/random.ts';
import type { Violation } from './checker.ts';
import { missing, violations } from './checker.ts';
import { Company } from './company.ts';
import type { LaneHistory } from './history.ts';
import type { Clock, Injected } from './nemesis.ts';
import { faultsFor, torment } from './nemesis.ts';
import type { FireOptions } from './options.ts';
import { copyWrites, work } from './systems.ts';

/** A write that does not come within this counts as no recovery; the run goes on and the checker tells what is missing. */
const RECOVERY_LIMIT_MS = 45_000;
/** Leaves room in the time limit of a test, so that the checker tells what is missing. */
const DRAIN_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;
const LOGS_SHOWN = 5;

export interface FireResult {
  readonly injected: readonly Injected[];
  readonly histories: readonly LaneHistory[];
  readonly violations: readonly Violation[];
  /** How long all that was pending took after the last fault. */
  readonly drainMs: number;
  readonly hubRestarts: number;
  /** Why the run cannot be trusted, or null. */
  readonly trouble: string | null;
  readonly withoutDisk: boolean;
}

/**
 * The fire test: a company at work, a hub between its systems, and a nemesis that does to them whatever happens on bad days. When
 * it is over, everything that was committed must have arrived, once and in order, by the targets' own logs.
 */
export async function runFire(
  { durationMs, seed }: FireOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<FireResult> {
  await using company = await Company.open(seed);
  const clock: Clock = { skewSeconds: 0 };
  const injected: Injected[] = [];
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  company.startHub();
  const working = work(company.systems.url, {
    random: seeded(seed),
    skewSeconds: () => clock.skewSeconds,
    signal: either,
  });
  await untilWrite(company, signal);
  await torment({
    random: seeded(seed + 7),
    faults: faultsFor(company, clock),
    untilMs: Date.now() + durationMs,
    signal,
    nextWrite: () => untilWrite(company, signal),
    onInjected(one) {
      injected.push(one);
      tell(
        `${injected.length}. ${one.kind} for ${one.lastedMs} ms, next write after ${one.recoveryMs} ms`,
      );
    },
  });
  stop.abort();
  await working;
  const endedMs = Date.now();
  tell('the fire is out: waiting until everything has arrived');
  const { letters, trouble } = await drain(company, signal);
  const drainMs = Date.now() - endedMs;
  const delivered = await company.histories(letters);
  tell('going through the whole log again: nothing may be sent');
  const histories = trouble ? delivered : await repeated(company, delivered);
  const exitCode = await company.stopHub();
  const broken = histories.flatMap(violations);
  if (broken.length > 0) {
    tell(`the logs are kept in ${await company.keepLogs()}`);
    for (const { lane, key } of broken.slice(0, LOGS_SHOWN)) {
      const held = await company.logOf(lane, key);
      tell(`the log of ${lane} ${key}, as seq:version: ${held.join(' ')}`);
    }
  }
  return {
    injected,
    histories,
    violations: broken,
    drainMs,
    hubRestarts: company.restarts,
    trouble:
      trouble ?? (exitCode === 0 ? null : `the hub ended with ${exitCode} when asked to stop`),
    withoutDisk: company.disk === null,
  };
}

/** First by what the targets hold, then by what the hub says: what it believes must be what is so. */
async function drain(
  company: Company,
  signal: AbortSignal,
): Promise<{ letters: readonly string[]; trouble: string | null }> {
  const deadlineMs = Date.now() + DRAIN_LIMIT_MS;
  while (Date.now() < deadlineMs) {
    signal.throwIfAborted();
    const histories = await company.histories([]);
    if (histories.every((history) => missing(history).length === 0)) break;
    await wait(500, undefined, { signal });
  }
  try {
    return {
      letters: await company.settle('settle', Math.max(10_000, deadlineMs - Date.now())),
      trouble: null,
    };
  } catch (error) {
    return { letters: [], trouble: `the hub did not settle: ${String(error)}` };
  }
}

/** What comes to each target when its lane goes through its log again, with nobody misbehaving. */
async function repeated(
  company: Company,
  histories: readonly LaneHistory[],
): Promise<LaneHistory[]> {
  const targets = { 'stock/shop': company.shop, 'orders/erp': company.erp };
  const asked = async () =>
    Promise.all(
      Object.entries(targets).map(async ([lane, shop]) => [lane, await shop.requests()] as const),
    );
  const before = new Map((await asked()).map(([lane, requests]) => [lane, requests.length]));
  await company.settle('repeat', DRAIN_LIMIT_MS);
  const after = new Map(await asked());
  return histories.map((history) => ({
    ...history,
    sentAgain: (after.get(history.lane) ?? []).slice(before.get(history.lane)),
  }));
}

async function untilWrite(company: Company, signal: AbortSignal): Promise<void> {
  const count = async () => {
    const writes = await Promise.all([
      company.shop.writes(),
      company.erp.writes(),
      copied(company),
    ]);
    return writes.reduce((sum, one) => sum + one.length, 0);
  };
  const before = await count();
  const deadlineMs = Date.now() + RECOVERY_LIMIT_MS;
  while (Date.now() < deadlineMs && (await count()) === before) {
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Of a database that is stopped or starting nothing is known just now. */
async function copied(company: Company) {
  return copyWrites(company.systems.url).catch(() => []);
}
