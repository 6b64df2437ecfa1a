import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import { bury } from '../item.ts';
import type { Lane } from '../lane.ts';

/**
 * Looks up things that are not linked yet in the target, by business key. One hit is linked. With no hit, the thing will be created.
 * With several hits the record becomes a dead letter; the hub never guesses. Things that a person split off are not hits.
 */
export async function match(
  items: readonly MappedItem[],
  lane: Pick<Lane, 'match' | 'target' | 'name'>,
  signal: AbortSignal,
): Promise<void> {
  const rule = lane.match;
  if (!rule || !lane.target.match) return;
  const byValue = new Map<string, MappedItem[]>();
  for (const item of items) {
    const value = item.document[rule.from];
    const searchable = typeof value === 'string' || typeof value === 'number';
    if (item.externalId !== null || !searchable) continue;
    const sharing = byValue.get(String(value));
    if (sharing) sharing.push(item);
    else byValue.set(String(value), [item]);
  }
  if (byValue.size === 0) return;
  const found = await lane.target.match({
    field: rule.targetField,
    values: [...byValue.keys()],
    signal,
  });
  for (const [value, sharing] of byValue) {
    const hits = found.get(value) ?? [];
    for (const item of sharing) {
      const { parted = [] } = item.claim.decided ?? {};
      const [externalId, ...others] = hits.filter((id) => !parted.includes(id));
      if (externalId === undefined) continue;
      if (others.length === 0) item.externalId = externalId;
      else bury(item, ambiguous(lane.name, rule.targetField, value, [externalId, ...others]));
    }
  }
}

function ambiguous(lane: string, field: string, value: string, ids: readonly string[]): Failure {
  const shown = ids.slice(0, 5).join(', ');
  return new Failure('MATCH_AMBIGUOUS', {
    message: `${ids.length} records in the target of ${lane} have ${field} = "${value}" (${shown}), so it is ambiguous which one to link.`,
    details: { field, ids: ids.slice(0, 20) },
  });
}
