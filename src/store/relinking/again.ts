import { DELETED } from '../../pipeline/index.ts';
import type { LaneFate, RelinkPlan, Thing } from './thing.ts';

type Lanes = Pick<RelinkPlan, 'things' | 'lanes'>;

/** Adds lanes that have another reason to deliver a thing again, and makes them forget the content that they applied. */
export function withAgain(
  { things, lanes }: Lanes,
  more: readonly LaneFate[],
  again: string,
): Lanes {
  const isMeant = (laneId: number, masterKey: string) =>
    more.some((one) => one.laneId === laneId && one.masterKey === masterKey);
  const raised = lanes.map((one): LaneFate =>
    one.fate === 'kept' && isMeant(one.laneId, one.masterKey) ? { ...one, fate: 'again' } : one,
  );
  const added = more.filter(
    ({ laneId, masterKey }) =>
      !raised.some((one) => one.laneId === laneId && one.masterKey === masterKey),
  );
  const forgetContent = (thing: Thing): Thing => ({
    ...thing,
    applied: thing.applied.map((row) =>
      row.hash !== DELETED && isMeant(row.laneId, thing.masterKey) ? { ...row, hash: again } : row,
    ),
  });
  return { things: things.map(forgetContent), lanes: [...raised, ...added] };
}
