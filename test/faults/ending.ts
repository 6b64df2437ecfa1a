import { setTimeout as wait } from 'node:timers/promises';
import { missing } from './checker.ts';
import type { Company } from './company.ts';
import { customersOf, importsOf, lanesOf, logsOf, requestsOf, sendersOf } from './histories.ts';
import type { LaneHistory } from './history.ts';
import type { ImportHistory } from './import-checker.ts';
import type { SenderHistory } from './sender-checker.ts';
import type { TwoWayHistory } from './two-way-history.ts';
import { areApart } from './two-way-checker.ts';
import { Waits } from './waits.ts';

/** Short enough that the checker can report what is missing within a test's time limit. */
const DRAIN_LIMIT_MS = 60_000;
const LEAST_SETTLE_MS = 10_000;
const LOOK_EVERY_MS = 500;

/** The histories of the whole run. */
export interface Done {
  readonly lanes: readonly LaneHistory[];
  /** The logs of the streams that senders and imports feed. */
  readonly logs: readonly LaneHistory[];
  readonly customers: TwoWayHistory;
  readonly senders: readonly SenderHistory[];
  readonly imports: readonly ImportHistory[];
}

/**
 * Waits until everything has arrived, first according to the targets, then according to the hub: both must agree.
 * @returns the open dead letters, and why the hub did not settle, or null
 */
export async function drain(
  company: Company,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<{ letters: readonly string[]; trouble: string | null }> {
  const deadlineMs = Date.now() + DRAIN_LIMIT_MS;
  using waits = new Waits(company, tell);
  while (Date.now() < deadlineMs) {
    signal.throwIfAborted();
    const lanes = await lanesOf(company, []);
    const customers = await customersOf(company);
    const open = lanes.filter((lane) => lane.differences.length + missing(lane).length > 0);
    const late = [
      ...open.map(({ lane }) => lane),
      ...(areApart(customers) ? [customers.flow] : []),
    ];
    if (late.length === 0) break;
    await waits.tell(late);
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
  try {
    const limitMs = Math.max(LEAST_SETTLE_MS, deadlineMs - Date.now());
    const settling = company.settle('settle', limitMs);
    return { letters: await waits.during(settling), trouble: null };
  } catch (error) {
    return { letters: [], trouble: `the hub did not settle: ${String(error)}` };
  }
}

export async function done(company: Company, letters: readonly string[]): Promise<Done> {
  return {
    lanes: await lanesOf(company, letters),
    logs: await logsOf(company),
    customers: await customersOf(company),
    senders: sendersOf(company, letters),
    imports: await importsOf(company, letters),
  };
}

/** Returns the histories, with the requests that each target receives when its lane reads its log again without any faults. */
export async function doneAndRepeated(company: Company, letters: readonly string[]): Promise<Done> {
  const all = await done(company, letters);
  const { lanes, customers } = all;
  const before = await requestsOf(company);
  await company.settle('repeat', DRAIN_LIMIT_MS);
  const after = await requestsOf(company);
  const { sides } = await customersOf(company);
  const { shop, office } = customers.sides;
  return {
    ...all,
    lanes: lanes.map((history) => {
      const { lane } = history;
      return { ...history, sentAgain: (after.get(lane) ?? []).slice(before.get(lane)?.length) };
    }),
    customers: {
      ...customers,
      writtenAgain: [...sides.shop.slice(shop.length), ...sides.office.slice(office.length)],
    },
  };
}
