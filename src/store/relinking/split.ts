import type { LinkedId, RelinkedFlow } from '../../domain/index.ts';
import type { Remembered } from '../../pipeline/index.ts';
import { DELETED } from '../../pipeline/index.ts';
import { withAgain } from './again.ts';
import { comparedAgain, partState } from './flows.ts';
import { partIds } from './ids.ts';
import type { AppliedRow, FlowPlace, LaneFate, RelinkPlan, Thing, ThingId } from './thing.ts';
import { idsIn } from './thing.ts';

export interface SplitChoice {
  readonly leaving: readonly ThingId[];
  /** The master key of the thing that the leaving ids become. */
  readonly masterKey: string;
  readonly stays: readonly LinkedId[];
  readonly flows: readonly FlowPlace[];
  /** The hash to store where it is unknown what the target's record holds; no content has it. */
  readonly again: string;
}

/** Older than any version of a source. */
const BEFORE_ALL = { version: Number.MIN_SAFE_INTEGER, seq: 0 } as const;

/** One of the two resulting things. */
interface Part {
  readonly masterKey: string;
  readonly ids: readonly ThingId[];
  readonly other: readonly ThingId[];
}

/**
 * Splits one thing into two. What a lane applied goes to the part with the keys that it reads. If both parts have such keys, it is
 * unknown whose version was applied, and the version no longer counts.
 * @throws Failure SPLIT_REFUSED
 */
export function splitThing(whole: Thing, choice: SplitChoice): RelinkPlan {
  const { flows, again } = choice;
  const { staying, leaving } = partIds(whole.ids, choice.leaving, choice.stays);
  const parts: readonly Part[] = [
    { masterKey: whole.masterKey, ids: staying, other: leaving },
    { masterKey: choice.masterKey, ids: leaving, other: staying },
  ];
  const lanes: LaneFate[] = [];
  const fates: RelinkedFlow[] = [];
  const compared: LaneFate[] = [];
  const things = parts.map((part): Thing => {
    const { masterKey, ids } = part;
    const rows = whole.applied.flatMap((row) => {
      const left = partRow(row, part, whole.applied, again);
      if (left) lanes.push(left.fate);
      return left?.row ? [left.row] : [];
    });
    const states = new Map<string, Remembered>();
    for (const place of flows) {
      const followed = partState(place, whole, ids);
      if (followed) states.set(place.flow, followed.state);
      if (followed) fates.push({ flow: place.flow, masterKey, fate: followed.fate });
      const isCut = whole.states.has(place.flow) && followed?.fate !== 'kept';
      if (isCut) compared.push(...comparedAgain(place, { masterKey, ids }));
    }
    return { masterKey, ids, applied: rows, states };
  });
  return { ...withAgain({ things, lanes }, compared, again), flows: fates };
}

interface LeftRow {
  /** Null if the part has no id in the lane's target. */
  readonly row: AppliedRow | null;
  readonly fate: LaneFate;
}

/** @returns null if the lane reads no key of the part */
function partRow(
  row: AppliedRow,
  { masterKey, ids, other }: Part,
  all: readonly AppliedRow[],
  again: string,
): LeftRow | null {
  const { lane, laneId, targetId, version, externalId } = row;
  if (!reads(row, ids)) return null;
  const known = { lane, laneId, masterKey, version };
  const isShared = reads(row, other);
  const isOthers = isIn(other, targetId, externalId);
  const staysThere = !isOthers && (!isShared || isIn(ids, targetId, externalId));
  const own = staysThere ? externalId : idsIn(ids, targetId)[0]?.externalId;
  if (own === undefined) return { row: null, fate: { ...known, fate: 'new' } };
  // The lane reads keys of both parts: the version may be the other part's, and would supersede records of this one.
  const since = isShared ? { ...row, ...BEFORE_ALL } : row;
  const isSure = own === externalId && !all.some((one) => mayHaveWritten(one, row, other));
  const hash = row.hash === DELETED && own === externalId ? DELETED : isSure ? row.hash : again;
  return {
    row: { ...since, externalId: own, hash },
    fate: { ...known, fate: hash === again ? 'again' : 'kept' },
  };
}

/** Whether the lane takes records of these keys. */
function reads({ identityId }: AppliedRow, ids: readonly ThingId[]): boolean {
  return ids.some(({ endpointId }) => endpointId === identityId);
}

function isIn(ids: readonly ThingId[], endpointId: number, externalId: string): boolean {
  return ids.some((id) => id.endpointId === endpointId && id.externalId === externalId);
}

/** Whether a lane of the other part wrote the same record of the target. */
function mayHaveWritten(
  one: AppliedRow,
  { targetId, externalId }: AppliedRow,
  other: readonly ThingId[],
): boolean {
  return one.targetId === targetId && one.externalId === externalId && reads(one, other);
}
