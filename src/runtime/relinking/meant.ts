import type { LinkedId, RelinkOrder } from '../../domain/index.ts';
import { Failure, idText } from '../../domain/index.ts';
import type { EndpointName, KnownThing, Store } from '../../store/index.ts';
import { identityEndpoint } from '../../store/index.ts';
import type { StreamAtWork } from '../stream-effects.ts';

export interface MeantParts {
  readonly store: Store;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
}

/** An order with its ids as they are linked, and the things it concerns. */
export interface Meant {
  readonly order: RelinkOrder;
  readonly things: readonly KnownThing[];
}

/**
 * Finds the ids and things that an order names.
 * @throws Failure NOT_FOUND; MERGE_REFUSED when two keys of one stream of events would become one thing
 */
export async function findMeant(parts: MeantParts, order: RelinkOrder): Promise<Meant> {
  const find = (ids: readonly LinkedId[]) => Promise.all(ids.map((id) => findId(parts, id)));
  const stays = (await find(order.stays)).map(({ id }) => id);
  if (order.kind === 'split') {
    const found = await find(order.ids);
    return { order: { ...order, ids: found.map(({ id }) => id), stays }, things: thingsOf(found) };
  }
  const [record, other] = await Promise.all([
    findId(parts, order.record),
    findId(parts, order.other),
  ]);
  const things = thingsOf([record, other]);
  for (const { plan } of parts.streams.values()) {
    if (plan.semantics === 'event')
      requireOneKey(plan.name, identityEndpoint(plan.identity), things);
  }
  return { order: { ...order, record: record.id, other: other.id, stays }, things };
}

interface FoundId {
  readonly id: LinkedId;
  readonly thing: KnownThing;
}

/** Looks the id up as given, then in the key space of the streams that read it from there. */
async function findId({ store, streams }: MeantParts, id: LinkedId): Promise<FoundId> {
  const { connector, entity, externalId } = id;
  const spaces = [...streams.values()]
    .filter(({ plan }) => plan.connector === connector && plan.source.entity === entity)
    .map(({ plan }) => identityEndpoint(plan.identity));
  for (const place of [{ connector, entity }, ...spaces]) {
    const [thing] = await store.records.byId({ ...place, id: externalId, alsoIn: [] }, 1);
    if (thing) return { id: { ...place, externalId }, thing };
  }
  throw new Failure('NOT_FOUND', { message: `Nothing is known of ${idText(id)}.` });
}

function thingsOf(found: readonly FoundId[]): readonly KnownThing[] {
  return [...new Map(found.map(({ thing }) => [thing.masterKey, thing])).values()];
}

/** Every event must be delivered, but an applied version of one key would supersede all older events of the other. */
function requireOneKey(
  stream: string,
  { connector, entity }: EndpointName,
  things: readonly KnownThing[],
): void {
  const keys = things.flatMap(({ links }) =>
    links.filter((link) => link.connector === connector && link.entity === entity).slice(0, 1),
  );
  if (things.length < 2 || keys.length < 2) return;
  throw new Failure('MERGE_REFUSED', {
    message: `Stream ${stream} takes events of both ${keys.map(idText).join(' and ')}: if they became one thing, older events of one would count as superseded by newer ones of the other.`,
  });
}
