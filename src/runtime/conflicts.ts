import type { ConflictPage, FieldConflict } from '../domain/index.ts';
import type { Side } from '../pipeline/index.ts';
import type { KeptConflict } from '../store/index.ts';
import type { HistoryParts } from './history.ts';

/** Returns conflicts of two-way flows, with the names of the systems. */
export async function listConflicts(
  { store, streams, lanes }: HistoryParts,
  flow: string | null,
  { limit, before }: { readonly limit: number; readonly before: string | null },
): Promise<ConflictPage> {
  const found = await store.twoWay.conflicts({ flow, before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const connectorOf = (name: string, side: Side) => {
    const lane = [...lanes.values()].find(
      ({ plan: { twoWay } }) => twoWay?.flow === name && twoWay.side === side,
    );
    // The conflicts of a flow that was removed are deleted within the hour.
    return (lane && streams.get(lane.plan.stream)?.plan.connector) ?? side;
  };
  const conflicts = page.map((conflict) => withNames(conflict, connectorOf));
  return { conflicts, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function withNames(
  { winner, a, b, ...named }: KeptConflict,
  connectorOf: (flow: string, side: Side) => string,
): FieldConflict {
  const sides = (['a', 'b'] as const).map((side) => ({
    connector: connectorOf(named.flow, side),
    value: side === 'a' ? a : b,
    won: winner === side,
  }));
  return { ...named, sides };
}
