import type { LinkedId, RelinkedFlow } from '../../domain/index.ts';
import type { Remembered } from '../../pipeline/index.ts';
import { DELETED } from '../../pipeline/index.ts';
import { comparedAgain, joinStates } from './flows.ts';
import { joinIds } from './ids.ts';
import { withAgain } from './again.ts';
import type { AppliedRow, FlowPlace, LaneFate, RelinkPlan, Thing } from './thing.ts';
import { idsIn } from './thing.ts';

export interface MergeChoice {
  readonly stays: readonly LinkedId[];
  readonly flows: readonly FlowPlace[];
  /** The hash to store where it is unknown what the target's record holds; no content has it. */
  readonly again: string;
}

/**
 * Merges two things into one. Each lane keeps the newer applied version, under the id that stays in its target.
 * @throws Failure MERGE_REFUSED
 */
export function mergeThings(
  kept: Thing,
  gone: Thing,
  { stays, flows, again }: MergeChoice,
): RelinkPlan {
  const ids = joinIds(kept.ids, gone.ids, stays);
  const { masterKey } = kept;
  const lanes: LaneFate[] = [];
  const applied: AppliedRow[] = [];
  for (const rows of rowsByLane(kept, gone)) {
    const joined = joinApplied(rows, ids, again);
    applied.push(joined.row);
    lanes.push(...joined.fates(masterKey));
  }
  const states = new Map<string, Remembered>([...gone.states, ...kept.states]);
  const fates: RelinkedFlow[] = [];
  const compared: LaneFate[] = [];
  for (const place of flows) {
    const followed = joinStates(place, { kept, gone, ids });
    if (followed) states.set(place.flow, followed.state);
    else states.delete(place.flow);
    if (followed) fates.push({ flow: place.flow, masterKey, fate: followed.fate });
    if (followed?.fate === 'joined') compared.push(...comparedAgain(place, { masterKey, ids }));
  }
  const thing = { masterKey, ids, applied, states };
  return { ...withAgain({ things: [thing], lanes }, compared, again), flows: fates };
}

interface OwnedRow extends AppliedRow {
  /** The thing that it was applied to. */
  readonly owner: string;
}

/** Returns the rows of each lane, newest first. */
function rowsByLane(kept: Thing, gone: Thing): readonly (readonly [OwnedRow, ...OwnedRow[]])[] {
  const rows = [kept, gone].flatMap(({ masterKey, applied }) =>
    applied.map((row): OwnedRow => ({ ...row, owner: masterKey })),
  );
  const newest = rows.toSorted((one, other) => other.version - one.version || other.seq - one.seq);
  return [...Map.groupBy(newest, ({ laneId }) => laneId).values()] as [OwnedRow, ...OwnedRow[]][];
}

function joinApplied(
  rows: readonly [OwnedRow, ...OwnedRow[]],
  ids: Thing['ids'],
  again: string,
): { readonly row: AppliedRow; readonly fates: (masterKey: string) => readonly LaneFate[] } {
  const [{ lane, laneId, targetId }] = rows;
  const current = idsIn(ids, targetId).map(({ externalId }) => externalId);
  const used = rows.find(({ externalId }) => current.includes(externalId)) ?? rows[0];
  const externalId = current.includes(used.externalId)
    ? used.externalId
    : (current[0] ?? used.externalId);
  // A deletion under an id that gives way does not count: the thing still exists under the other id.
  const counts =
    rows.find((row) => row.hash !== DELETED || row.externalId === externalId) ?? rows[0];
  const isThere = counts.externalId === externalId;
  const wasDeleted = rows.some((row) => row.externalId === externalId && row.hash === DELETED);
  const hash = isThere ? counts.hash : wasDeleted ? DELETED : again;
  const { owner: _owner, ...row } = counts;
  return {
    row: { ...row, externalId, hash },
    fates: (masterKey) =>
      rows.map(({ version, owner }) =>
        version === counts.version && owner === counts.owner
          ? { lane, laneId, masterKey, fate: isThere ? 'kept' : 'again', version }
          : { lane, laneId, masterKey: owner, fate: 'given-up', version },
      ),
  };
}
