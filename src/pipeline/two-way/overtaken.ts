import type { HeldThing } from '../../connector-api/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { agrees } from './fields.ts';
import type { TwoWayFlow } from './flow.ts';
import type { SideState } from './merge.ts';
import { heldBack, peek, thingBack, unlessAway } from './peek.ts';
import { same } from './same.ts';

/** A record beside what the hub knew of its side before. */
export interface ReadRecord {
  readonly item: MappedItem;
  readonly before: SideState | null;
  /** On both sides, as far as is known. */
  readonly wasDeleted: boolean;
  /** The shared fields that it tells. */
  readonly told: JsonObject;
  /** It is newer than what was read of its side before. */
  readonly isNews: boolean;
}

/**
 * Finds records that were read before the hub wrote their thing for the last time, or deleted it. They tell of its former write, or of
 * what that replaced, and would be taken for an edit that brings it back. Only the side itself knows: it is asked where the hub wrote
 * what it held last, and where both sides had deleted the thing. What it holds now is still to be read.
 * @returns for each record whether it is one; null while its side cannot be asked
 */
export async function findOvertaken(
  flow: Pick<TwoWayFlow, 'targetBack' | 'shared' | 'side' | 'deleted'>,
  records: readonly ReadRecord[],
  signal: AbortSignal,
): Promise<readonly (boolean | null)[]> {
  const answers = new Map<ReadRecord, boolean | null>();
  const deleted = records.filter(({ wasDeleted, isNews }) => wasDeleted && isNews);
  const gone = deleted.map(({ item }) => item);
  const there = await heldBack(flow, gone, signal);
  deleted.forEach((record, index) =>
    answers.set(record, there && !isStillTold(record, there[index] ?? null)),
  );
  const doubtful = records.filter(isDoubtful);
  const things = doubtful.map(({ item }) => thingBack(flow, item));
  const held = await unlessAway(peek(flow.targetBack(), things, signal), signal);
  doubtful.forEach((record, index) =>
    answers.set(record, held && isWrittenOver(record, held[index] ?? null)),
  );
  return records.map((record) => {
    const answer = answers.get(record);
    return answer === undefined ? false : answer;
  });
}

/** What was deleted and is there again with another content tells of that by a newer record. */
function isStillTold({ told }: ReadRecord, held: HeldThing | null): boolean {
  return held !== null && agrees(held.now, told);
}

function isDoubtful({ before, told, isNews }: ReadRecord): boolean {
  return isNews && before?.written === true && changed(before, told).length > 0;
}

/** Where the record differs from what the hub wrote, its side holds a third by now, or what the hub wrote; or it holds nothing. */
function isWrittenOver({ before, told }: ReadRecord, held: HeldThing | null): boolean {
  if (before === null) return false;
  if (held === null) return true;
  return changed(before, told).some((name) => !same(held.now[name], told[name]));
}

function changed(before: SideState, told: JsonObject): string[] {
  return Object.keys(told).filter((name) => !same(before.held[name], told[name]));
}
