import type { LinkedId } from '../../domain/index.ts';
import { Failure, idText } from '../../domain/index.ts';
import type { ThingId } from './thing.ts';
import { idsIn, isSameId } from './thing.ts';

/** Returns the ids of both as those of one thing. @throws Failure MERGE_REFUSED if it is not said which one stays in a target */
export function joinIds(
  kept: readonly ThingId[],
  gone: readonly ThingId[],
  stays: readonly LinkedId[],
): readonly ThingId[] {
  const all = [...kept, ...gone];
  const chosen = choose(all, stays, 'MERGE_REFUSED');
  const clashes: string[] = [];
  const joined = byEndpoint(all).flatMap((ids) => {
    const [{ endpointId, isTarget }] = ids;
    const choice = choiceOf(ids, chosen, 'MERGE_REFUSED');
    if (choice) return ids.map((id) => ({ ...id, gaveWay: id !== choice }));
    const [ofKept, ofGone] = [idsIn(kept, endpointId), idsIn(gone, endpointId)];
    const clash = ofKept.length > 0 && ofGone.length > 0;
    if (clash && isTarget) clashes.push([...ofKept, ...ofGone].map(idText).join(' and '));
    // A source may know the thing by several keys; those of the thing whose master key stays take precedence.
    return ids.map((id) => {
      const givesWay = clash && ofGone.includes(id);
      return { ...id, gaveWay: givesWay || id.gaveWay === true };
    });
  });
  if (clashes.length === 0) return joined;
  throw new Failure('MERGE_REFUSED', {
    message: `Both have an id in the same target, and the order does not say which one stays: ${clashes.join('; ')}.`,
  });
}

/** Returns the ids of each part of a thing. @throws Failure SPLIT_REFUSED */
export function partIds(
  ids: readonly ThingId[],
  leaving: readonly ThingId[],
  stays: readonly LinkedId[],
): Readonly<Record<'staying' | 'leaving', readonly ThingId[]>> {
  const staying = ids.filter((id) => !leaving.includes(id));
  if (staying.length === 0) {
    const message = `These are all the ids of the thing: none would stay behind.`;
    throw new Failure('SPLIT_REFUSED', { message });
  }
  const chosen = choose(ids, stays, 'SPLIT_REFUSED');
  return { staying: settleIds(staying, chosen), leaving: settleIds(leaving, chosen) };
}

/** Ensures that at least one id counts in each endpoint. */
function settleIds(ids: readonly ThingId[], chosen: readonly ThingId[]): readonly ThingId[] {
  return byEndpoint(ids).flatMap((all) => {
    const [first, ...others] = all;
    const choice = choiceOf(all, chosen, 'SPLIT_REFUSED');
    if (choice) return all.map((id) => ({ ...id, gaveWay: id !== choice }));
    if (idsIn(all, first.endpointId).length > 0) {
      return all.map((id) => ({ ...id, gaveWay: id.gaveWay === true }));
    }
    if (others.length === 0) return [{ ...first, gaveWay: false }];
    throw new Failure('SPLIT_REFUSED', {
      message: `The id that counts leaves, and the order does not say which of the others replaces it: ${all.map(idText).join(', ')}.`,
    });
  });
}

type Refusal = 'MERGE_REFUSED' | 'SPLIT_REFUSED';

function choose(
  ids: readonly ThingId[],
  stays: readonly LinkedId[],
  code: Refusal,
): readonly ThingId[] {
  return stays.map((one) => {
    const id = ids.find((known) => isSameId(known, one));
    if (id) return id;
    throw new Failure(code, { message: `${idText(one)} is not an id of what the order names.` });
  });
}

/** Returns the chosen one among these ids of one endpoint. */
function choiceOf(
  ids: readonly ThingId[],
  chosen: readonly ThingId[],
  code: Refusal,
): ThingId | undefined {
  const [choice, other] = ids.filter((id) => chosen.includes(id));
  if (choice === undefined || other === undefined) return choice;
  const message = `Only one id can stay in a system, but the order names two: ${idText(choice)} and ${idText(other)}.`;
  throw new Failure(code, { message });
}

function byEndpoint(ids: readonly ThingId[]): readonly (readonly [ThingId, ...ThingId[]])[] {
  return [...Map.groupBy(ids, ({ endpointId }) => endpointId).values()] as [
    ThingId,
    ...ThingId[],
  ][];
}
