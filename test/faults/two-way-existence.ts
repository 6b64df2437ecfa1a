import type { Held, SideName, Sides } from './two-way-history.ts';

/** A write by a person: a deletion, or a write after which the thing exists, with the values that it brought. */
interface Act {
  readonly side: SideName;
  readonly at: number;
  readonly brought: ReadonlySet<string | null>;
}

const SIDES = ['shop', 'office'] as const;

/** Whether a person deleted the thing on either side. */
export function wasDeleted(sides: Sides): boolean {
  return SIDES.some((side) => deletionsOn(sides, side).length > 0);
}

/**
 * Whether the thing exists at the end although it must not, or the other way round. A deletion counts unless a person wrote the
 * thing after seeing the deletion; a write counts unless a person deleted the thing after seeing the write. If neither had seen
 * the other's act, either may count.
 */
export function existsWrongly(sides: Sides): boolean {
  const deletions = SIDES.flatMap((side) => deletionsOn(sides, side));
  const writes = SIDES.flatMap((side) => writesOn(sides, side));
  const counts = (deletion: Act) => !writes.some((write) => knewDeletion(sides, write, deletion));
  const stands = (write: Act) => !deletions.some((deletion) => knewWrite(sides, deletion, write));
  const isThere = isHeld(sides.shop) || isHeld(sides.office);
  return isThere ? !writes.some(stands) : !deletions.some(counts);
}

/** Whether the hub restored the thing on a side with only values that this side had held before. */
export function cameBack(held: readonly Held[]): boolean {
  const seen = new Set<string | null>();
  return held.some((one, index) => {
    const isRevival = !one.byPerson && !one.gone && held[index - 1]?.gone === true;
    const isOld = Object.values(one.fields).every((value) => seen.has(value));
    for (const value of Object.values(one.fields)) seen.add(value);
    return isRevival && isOld;
  });
}

export function isHeld(held: readonly Held[]): boolean {
  return held.at(-1)?.gone === false;
}

function deletionsOn(sides: Sides, side: SideName): Act[] {
  return actsOn(sides, side).filter(({ at }) => goes(sides[side], at));
}

function writesOn(sides: Sides, side: SideName): Act[] {
  return actsOn(sides, side).filter(({ at }) => sides[side][at]?.gone === false);
}

function actsOn(sides: Sides, side: SideName): Act[] {
  return sides[side].flatMap((one, at, all) => {
    if (!one.byPerson) return [];
    const before = all[at - 1]?.fields ?? {};
    const brought = Object.entries(one.fields).filter(([name, value]) => before[name] !== value);
    return [{ side, at, brought: new Set(brought.map(([, value]) => value)) }];
  });
}

function goes(held: readonly Held[], at: number): boolean {
  return held[at]?.gone === true && held[at - 1]?.gone === false;
}

/** Whether the deleter had seen the write: before the deletion, its side held a value of this write or of a later one there. */
function knewWrite(sides: Sides, deletion: Act, write: Act): boolean {
  if (deletion.side === write.side) return write.at < deletion.at;
  const seen = new Set(
    sides[deletion.side].slice(0, deletion.at).flatMap(({ fields }) => Object.values(fields)),
  );
  return writesOn(sides, write.side).some(
    ({ at, brought }) => at >= write.at && [...brought].some((value) => seen.has(value)),
  );
}

/** Whether the writer had seen the deletion: the hub had brought that many deletions to its side, all from the other side. */
function knewDeletion(sides: Sides, write: Act, deletion: Act): boolean {
  if (deletion.side === write.side) return deletion.at < write.at;
  const due = deletionsOn(sides, deletion.side).filter(({ at }) => at <= deletion.at).length;
  const own = sides[write.side];
  const brought = own.slice(0, write.at).filter((one, at) => !one.byPerson && goes(own, at));
  return brought.length >= due;
}
