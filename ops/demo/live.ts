import type { RunningHub } from '../../src/runtime/hub.ts';
import type { Company } from './company.ts';
import { keepSelling } from './seller.ts';
import type { LaneTally } from './tally.ts';
import { count, plain } from './text.ts';

const STATUS_EVERY_MS = 5_000;
const MAX_MESSAGE_LENGTH = 120;

/**
 * Keeps the company running until the signal aborts, and prints every few seconds what the hub has carried since the last line.
 */
export async function stayLive(
  company: Company,
  hub: RunningHub,
  tally: () => readonly LaneTally[],
  signal: AbortSignal,
): Promise<void> {
  let before = tally();
  const timer = setInterval(() => {
    const now = tally();
    const time = new Date().toLocaleTimeString('en-GB');
    console.log(`${time}  ${now.map((one, index) => change(before[index], one)).join('   ')}`);
    for (const trouble of troubles(hub)) console.log(`          ${trouble}`);
    before = now;
  }, STATUS_EVERY_MS);
  try {
    await keepSelling(company, signal);
  } finally {
    clearInterval(timer);
  }
}

function change(before: LaneTally | undefined, { lane, records, waiting }: LaneTally): string {
  const added = records - (before?.records ?? 0);
  const behind = waiting > 0 ? ` (${count(waiting)} waiting)` : '';
  return `${lane.name} +${count(added).padEnd(5)}${behind}`;
}

/** What is not running normally, in the hub's words. */
function troubles(hub: RunningHub): string[] {
  const troubled = [...hub.connectors(), ...hub.streams(), ...hub.lanes()].filter(({ state }) =>
    ['unavailable', 'waiting', 'blocked', 'failed'].includes(state),
  );
  return troubled.map(({ name, state, lastError }) =>
    plain(`${name} ${state}: ${lastError?.message ?? 'no reason given'}`, MAX_MESSAGE_LENGTH),
  );
}
