import type { BusConnection } from '../bus/index.ts';
import { keysBehind } from '../bus/index.ts';
import type { KnownKeys, KnownKeysPage, KnownKeysRequest } from '../connector-api/index.ts';
import type { Store } from '../store/index.ts';
import type { LaneAtWork } from './lane-effects.ts';

export interface KnownKeysParts {
  readonly stream: string;
  readonly bus: BusConnection;
  readonly store: Pick<Store, 'knownKeys'>;
  /** Returns the last sequence number of the stream's log. */
  readonly lastSeq: () => Promise<number>;
  /** All running lanes of the hub. */
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  /** Positions of the stream's lanes. */
  readonly lanePositions: () => readonly { readonly name: string; readonly settledSeq: number }[];
}

/**
 * Where keys are found, in this order: records of the log that some lane has not settled yet, parked records and dead letters,
 * things that a lane has applied. A record only moves forward in this order, so none is missed while the lanes continue.
 */
type Place =
  | { readonly in: 'log'; readonly behindSeq: number; readonly untilSeq: number }
  | { readonly in: 'aside'; readonly after: string | null }
  | { readonly in: 'things'; readonly after: string };

/**
 * Finds the keys of a stream by what its lanes have done. Links of the identity would not do, because streams share them.
 * No list of keys is kept: each page is queried on demand.
 */
export function openKnownKeys(parts: KnownKeysParts): KnownKeys {
  return {
    async page({ place, ...request }) {
      const from = (place as Place | null) ?? (await beginning(parts));
      const { keys, next } = await pageAt(parts, from, request);
      return { keys, place: next && { ...next } };
    },
  };
}

async function beginning({ lastSeq, lanePositions }: KnownKeysParts): Promise<Place> {
  // In this order, a record settled between the two calls is only looked at twice, and one stored between them is included.
  const settled = lanePositions().map(({ settledSeq }) => settledSeq);
  const untilSeq = await lastSeq();
  return { in: 'log', behindSeq: Math.min(untilSeq, ...settled), untilSeq };
}

type PageRequest = Omit<KnownKeysRequest, 'place'>;
type PageAt = Pick<KnownKeysPage, 'keys'> & { readonly next: Place | null };

async function pageAt(parts: KnownKeysParts, place: Place, request: PageRequest): Promise<PageAt> {
  const { bus, store, stream } = parts;
  const { before, limit } = request;
  if (place.in === 'log') {
    const { untilSeq } = place;
    const { keys, behindSeq } = await keysBehind(bus, stream, { ...place, ...request });
    const isThrough = behindSeq >= untilSeq;
    return { keys, next: isThrough ? { in: 'aside', after: null } : { ...place, behindSeq } };
  }
  const lanes = lanesOf(parts);
  const laneIds = lanes.map(({ ledger }) => ledger.id);
  if (place.in === 'aside') {
    const { after } = place;
    const keys = await store.knownKeys.setAside({ laneIds, before, limit, after });
    const last = keys.length < limit ? undefined : keys.at(-1);
    const next: Place =
      last === undefined ? { in: 'things', after: '0' } : { in: 'aside', after: last };
    return { keys, next };
  }
  const { keys, last } = await store.knownKeys.things({
    ...{ laneIds, before, limit, after: place.after },
    oneWayIds: lanes.flatMap(({ plan, ledger }) => (plan.twoWay ? [] : [ledger.id])),
    readSides: lanes.flatMap(({ plan: { twoWay } }) =>
      twoWay ? [{ flow: twoWay.flow, side: twoWay.side }] : [],
    ),
  });
  return { keys, next: last === null ? null : { in: 'things', after: last } };
}

function lanesOf({ lanes, lanePositions }: KnownKeysParts): readonly LaneAtWork[] {
  return lanePositions().flatMap(({ name }) => lanes.get(name) ?? []);
}
