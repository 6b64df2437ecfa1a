import type { ErasureOrder } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import { identityEndpoint } from '../../store/index.ts';
import type { StreamAtWork } from '../stream-effects.ts';
import type { Place } from '../whereabouts.ts';
import { placesOf } from '../whereabouts.ts';

export interface Thing {
  readonly masterKey: string | null;
  /** Where it is to be erased; the place that was asked for comes first. */
  readonly meant: readonly Place[];
  /** Other streams that may hold it. */
  readonly others: readonly Place[];
}

/**
 * Finds where the hub may hold a thing: in streams of the same key space, and wherever it is linked.
 * @throws Failure NOT_FOUND
 */
export async function findThing(
  {
    store,
    streams,
  }: { readonly store: Store; readonly streams: ReadonlyMap<string, StreamAtWork> },
  { stream: name, key, everywhere }: ErasureOrder,
): Promise<Thing> {
  const stream = streams.get(name);
  if (!stream) throw new Failure('NOT_FOUND', { message: `There is no stream "${name}".` });
  const { identity } = stream.plan;
  const [known] = await store.records.byId(
    { id: key, ...identityEndpoint(identity), alsoIn: [] },
    1,
  );
  const sharing = [...streams.values()].filter(({ plan }) => plan.identity === identity);
  const asked: Place = { stream, key };
  const places = distinct([
    asked,
    ...sharing.map((one) => ({ stream: one, key })),
    ...(known ? placesOf({ streams }, known) : []),
  ]);
  const [, ...others] = places;
  return {
    masterKey: known?.masterKey ?? null,
    meant: everywhere ? places : [asked],
    others: everywhere ? [] : others,
  };
}

function distinct(places: readonly Place[]): readonly Place[] {
  const nameOf = ({ stream, key }: Place) => JSON.stringify([stream.plan.name, key]);
  return [
    ...new Map(places.toReversed().map((place) => [nameOf(place), place])).values(),
  ].reverse();
}
