import type { HeldThing } from '../../connector-api/index.ts';
import { agrees } from './fields.ts';
import type { TwoWayFlow } from './flow.ts';
import { gaveWay } from './former.ts';
import { isGone } from './merge.ts';
import { heldBack, peek, thingBack, unlessAway } from './peek.ts';
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
  const gone = deleted.map(({ item }) => item);
  const there = await heldBack(flow, gone, signal);
  deleted.forEach((reading, index) =>
    answers.set(reading, there && !isStillTold(reading, there[index] ?? null)),
  );
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

/** Excludes a record that gave way before anything was known of it: nobody writes there any more. */
function isNews(reading: Reading): boolean {
  const { item, before, now } = reading;
  return before !== now && !isNothingNew(reading) && !(before === null && gaveWay(item));
}

/** If the thing was deleted and exists again with another content, a newer record reports that. */
function isStillTold({ now }: Reading, held: HeldThing | null): boolean {
  return held !== null && agrees(held.now, now.held);
}

/** Where the record differs from what the hub wrote, its side by now holds something else than the record says, or nothing. */
function isWrittenOver({ before, now }: Reading, held: HeldThing | null): boolean {
  if (before === null) return false;
  if (held === null) return true;
  const changed = Object.keys(now.held).filter((name) => !same(before.held[name], now.held[name]));
  return changed.some((name) => !same(held.now[name], now.held[name]));
}
