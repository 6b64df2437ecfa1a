import type { HeldThing } from '../../connector-api/index.ts';
import type { TwoWayFlow } from './flow.ts';
import { gaveWay } from './former.ts';
import { isGone } from './merge.ts';
import { isThereBack, peek, thingBack, unlessAway } from './peek.ts';
import type { Reading } from './reading.ts';
import { isNothingNew } from './reading.ts';
import { same } from './same.ts';

/**
 * Finds records that were read before the hub wrote their thing for the last time, or deleted it. They tell of its former write, or of
 * what that replaced, and would be taken for an edit that brings it back. Only the side itself knows: it is asked where the hub wrote
 * what it held last, and where both sides had deleted the thing. What it holds now is still to be read.
 * @returns for each record whether it is one; null while its side cannot be asked
 */
export async function findOvertaken(
  flow: Pick<TwoWayFlow, 'targetBack' | 'shared' | 'side' | 'deleted'>,
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<readonly (boolean | null)[]> {
  const answers = new Map<Reading, boolean | null>();
  const news = readings.filter(isNews);
  const deleted = news.filter(({ known }) => isGone(known));
  const there = await isThereBack(
    flow,
    deleted.map(({ item }) => item),
    signal,
  );
  deleted.forEach((reading, index) => answers.set(reading, negated(there[index] ?? null)));
  const doubtful = news.filter(({ before, now }) => before?.written === true && !now.written);
  const things = doubtful.map(({ item }) => thingBack(flow, item));
  const held = await unlessAway(peek(flow.targetBack(), things, signal), signal);
  doubtful.forEach((reading, index) =>
    answers.set(reading, held && isWrittenOver(reading, held[index] ?? null)),
  );
  return readings.map((reading) => {
    const answer = answers.get(reading);
    return answer === undefined ? false : answer;
  });
}

/** Not of what gave way before anything was known of it: nobody writes there any more. */
function isNews(reading: Reading): boolean {
  const { item, before, now } = reading;
  return before !== now && !isNothingNew(reading) && !(before === null && gaveWay(item));
}

function negated(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer;
}

/** In each field in which the record differs from what the hub wrote, its side does not. */
function isWrittenOver({ before, now }: Reading, held: HeldThing | null): boolean {
  if (before === null || held === null) return false;
  const changed = Object.keys(now.held).filter((name) => !same(before.held[name], now.held[name]));
  return changed.every((name) => same(held.now[name], before.held[name]));
}
