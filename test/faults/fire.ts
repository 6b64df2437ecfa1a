import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '../../ops/demo/random.ts';
import { beginMovements, workOnMovements } from './movements.ts';
import type { Violation } from './checker.ts';
import { violations } from './checker.ts';
import { Company } from './company.ts';
import type { Done } from './ending.ts';
import { done, doneAndRepeated, drain } from './ending.ts';
import { requestsOf } from './histories.ts';
import { importViolations } from './import-checker.ts';
import type { Clock, Injected } from './nemesis.ts';
import { faultsFor, torment } from './nemesis.ts';
import type { FireOptions } from './options.ts';
import { senderViolations } from './sender-checker.ts';
import { changeAllStock, copyWrites } from './systems.ts';
import { twoWayViolations } from './two-way-checker.ts';
import { work } from './work.ts';

/** Without a write within this time the run goes on; the checker reports what is missing. */
const RECOVERY_LIMIT_MS = 45_000;
const LOOK_EVERY_MS = 50;
const LOGS_SHOWN = 5;

export interface FireResult extends Done {
  readonly injected: readonly Injected[];
  readonly violations: readonly Violation[];
  /** How long everything pending took to arrive after the last fault. */
  readonly drainMs: number;
  readonly hubRestarts: number;
  readonly slotsLost: number;
  /** Why the run cannot be trusted, or null. */
  readonly trouble: string | null;
  readonly withoutDisk: boolean;
}

/**
 * Runs the fire test: a company at work, a hub between its systems, and a nemesis that injects the faults of bad days. At the
 * end everything that was committed must have arrived once and in order, according to the targets' own logs.
 */
export async function runFire(
  options: FireOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<FireResult> {
  await using company = await Company.open(options.seed);
  try {
    const result = await burn(company, options, tell, signal);
    if (result.trouble !== null) tell(`logs kept in ${await company.keepLogs()}`);
    return result;
  } catch (error) {
    // The hub gave up waiting, perhaps for a NATS server that hangs.
    await company.parts.nats.endWithStacks();
    tell(`logs kept in ${await company.keepLogs()}`);
    throw error;
  }
}

async function burn(
  company: Company,
  { durationMs, seed }: FireOptions,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<FireResult> {
  const clock: Clock = { skewSeconds: 0 };
  const injected: Injected[] = [];
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  company.startHub();
  const working = work(company, { seed, clock, signal: either });
  await untilEventsCome(company, signal);
  const moving = workOnMovements(company.parts.office.url, seeded(seed + 2), either);
  const random = seeded(seed + 7);
  await torment({
    random,
    faults: faultsFor(company, { clock, random, signal: either }),
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
  await Promise.all([working, moving]);
  await changeAllStock(company.parts.systems.url);
  const endedMs = Date.now();
  tell('no more faults: waiting until everything has arrived');
  const { letters, trouble } = await drain(company, tell, signal);
  const drainMs = Date.now() - endedMs;
  if (trouble === null) tell('every lane reads its whole log again: it must not send anything');
  const all = trouble ? await done(company, letters) : await doneAndRepeated(company, letters);
  const exitCode = await company.stopHub();
  const broken = violationsIn(all);
  if (broken.length > 0) {
    tell(`logs kept in ${await company.keepLogs()}`);
    // A two-way flow has two logs, and its journals show more.
    const ofLanes = broken.filter(({ lane }) => lane !== all.customers.flow);
    for (const { lane, key } of ofLanes.slice(0, LOGS_SHOWN)) {
      const held = await company.logOf(lane, key);
      tell(`log of ${lane} ${key}, as seq:version: ${held.join(' ')}`);
    }
  }
  return {
    injected,
    ...all,
    violations: broken,
    drainMs,
    hubRestarts: company.restarts,
    slotsLost: company.parts.articleSlot.losses,
    trouble: trouble ?? troubleOf(company, exitCode),
    withoutDisk: company.parts.disk === null,
  };
}

function troubleOf({ lingering }: Company, exitCode: number | null): string | null {
  if (lingering > 0) return `${lingering} hubs went on although another had taken their place`;
  return exitCode === 0 ? null : `the hub exited with code ${exitCode} after SIGTERM`;
}

function violationsIn({ lanes, logs, customers, senders, imports }: Done): Violation[] {
  return [
    ...[...lanes, ...logs].flatMap(violations),
    ...twoWayViolations(customers),
    ...senders.flatMap(senderViolations),
    ...imports.flatMap(importViolations),
  ];
}

/** Waits for the first captured event; from then on each captured change counts, whatever happens. */
async function untilEventsCome({ parts }: Company, signal: AbortSignal): Promise<void> {
  await beginMovements(parts.office.url, signal);
  while ((await parts.erp.writes('movements')).length === 0) {
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function untilWrite(company: Company, signal: AbortSignal): Promise<void> {
  const count = async () => {
    const requests = [...(await requestsOf(company)).values(), await copied(company)];
    return requests.reduce((sum, one) => sum + one.length, 0);
  };
  const before = await count();
  const deadlineMs = Date.now() + RECOVERY_LIMIT_MS;
  while (Date.now() < deadlineMs && (await count()) === before) {
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Returns no writes while the database is stopped or starting. */
async function copied(company: Company) {
  return copyWrites(company.parts.systems.url).catch(() => []);
}
