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
 * Finds records that were read before the hub last wrote or deleted their thing. They hold an earlier write of the hub, or what that
 * replaced, and would be mistaken for an edit that restores it. Only the side itself knows, so it is asked if the hub wrote what the
 * side held last, or if the thing had been deleted on both sides. A later record will report what the side holds now.
 * @returns for each record whether it is overtaken; null while its side cannot be asked
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

/** Excludes a record that gave way before anything was known of it: the hub no longer writes there. */
function isNews(reading: Reading): boolean {
  const { item, before, now } = reading;
  return before !== now && !isNothingNew(reading) && !(before === null && gaveWay(item));
}

/** Whether the side still holds what the record says. If the thing exists again with other content, a newer record reports that. */
function isStillTold({ now }: Reading, held: HeldThing | null): boolean {
  return held !== null && agrees(held.now, now.held);
}

/** Whether the side no longer holds what the record says in a field where the record differs from what the hub wrote. */
function isWrittenOver({ before, now }: Reading, held: HeldThing | null): boolean {
  if (before === null) return false;
  if (held === null) return true;
  const changed = Object.keys(now.held).filter((name) => !same(before.held[name], now.held[name]));
  return changed.some((name) => !same(held.now[name], now.held[name]));
}
