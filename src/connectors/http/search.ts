import type { Delivery, Json, Outcome } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { valueAt } from './answer-json.ts';
import type { HttpClient } from './client.ts';
import { refused } from './failures.ts';
import { fillPath } from './fill-path.ts';
import { fill, unaddressable } from './record-request.ts';
import type { Search } from './spec.ts';

/** Returns the ids of the target's records that have this value in a field. */
export async function idsByValue(
  client: HttpClient,
  lookup: Search,
  field: string,
  value: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const path = fillPath(lookup.path, { field, value });
  if (path === null) return [];
  const { list } = await client.getList(path, lookup.items, 'target', signal);
  return idsOf(list ?? [], lookup).filter((id) => id !== null);
}

/**
 * Looks for what an earlier attempt at this create left in the target. A single hit is that record: unless the delivery replaces
 * another version, nothing is left to do. Null when there is none.
 * @throws Failure TARGET_MISCONFIGURED when the answer cannot be read, because taking it for "none" would create the record twice
 */
export async function earlierCreate(
  client: HttpClient,
  reference: Search,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const path = fill(reference.path, delivery);
  if (path === null) return unaddressable(reference.path);
  const { list } = await client.getList(path, reference.items, 'target', signal);
  const ids = list && idsOf(list, reference);
  if (ids === null || ids.includes(null)) {
    throw refused(
      'target',
      `The answer to GET ${reference.path} has no list at ${reference.items ?? 'the top level'} whose items have an id at ${reference.idField}: correct \`reference\`.`,
    );
  }
  const [externalId] = ids;
  if (externalId === undefined || externalId === null) return null;
  if (ids.length === 1) return { kind: 'applied', externalId };
  const failure = new Failure('MATCH_AMBIGUOUS', {
    stage: 'deliver',
    message: `GET ${reference.path} finds ${ids.length} records for ${delivery.key}: ${ids.join(', ')}. Keep one of them, then replay.`,
    details: { ids },
  });
  return { kind: 'failed', failure };
}

function idsOf(items: readonly Json[], { idField }: Search): readonly (string | null)[] {
  return items.map((item) => {
    const id = valueAt(item, idField);
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  });
}
