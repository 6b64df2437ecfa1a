import type { AsideChanges } from '../pipeline/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import { buryColumns, parkColumns } from './aside-rows.ts';
import type { RunStatement } from './database.ts';
import type { AsideStatements } from './lane-statements.ts';

/** The lane whose records are set aside. */
export interface AsideOwner {
  readonly laneId: number;
  readonly lane: string;
  readonly asideStatements: AsideStatements;
}

/** Saves which records a settlement parks, unparks and buries, within its transaction. */
export async function saveAside(
  { laneId, lane, asideStatements }: AsideOwner,
  { parked, unparked, buried, closed, healed, outdated }: AsideChanges,
  run: RunStatement,
): Promise<void> {
  const { park, unpark, bury, close, heal, outdate } = asideStatements;
  // Before burying: a replayed record that failed again reopens its letter.
  for (const [statement, versions] of [
    [heal, healed],
    [outdate, outdated],
  ] as const) {
    if (versions.length === 0) continue;
    const keys = textArray(versions.map(({ key }) => key));
    await run(statement, [laneId, keys, bigintArray(versions.map(({ version }) => version))]);
  }
  if (closed.length > 0) {
    const ids = bigintArray(closed.map(({ deadLetterId }) => deadLetterId));
    await run(close, [ids, textArray(closed.map(({ closing }) => closing))]);
  }
  if (unparked.length > 0) {
    const outcomes = textArray(unparked.map(({ outcome }) => outcome));
    await run(unpark, [laneId, bigintArray(unparked.map(({ seq }) => seq)), outcomes]);
  }
  if (parked.length > 0) await run(park, [laneId, ...parkColumns(parked)]);
  const [first] = buried;
  if (first) await run(bury, [laneId, lane, first.stream, ...buryColumns(buried)]);
}
