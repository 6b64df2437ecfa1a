import type { LandscapeNews, ShownLandscape, ShownLane } from '../../dashboard/news.ts';
import type { ConnectorStatus, StreamStatus } from '../../../domain/index.ts';

/** `lost`: the connection broke; it reconnects by itself, and until then the last known state is shown. */
export type Connection = 'connecting' | 'live' | 'lost';

export interface Live {
  readonly connection: Connection;
  readonly connectors: readonly ConnectorStatus[];
  readonly streams: readonly StreamStatus[];
  readonly lanes: readonly ShownLane[];
}

/** A browser reconnects after a broken connection, but not after a refused one, for instance by a proxy while the hub restarts. */
const TRIED_AGAIN_MS = 10_000;

type Room = 'connectors' | 'streams' | 'lanes';
type ByName = { readonly [Name in Room]: ReadonlyMap<string, Live[Name][number]> };

const nothing: Live = { connection: 'connecting', connectors: [], streams: [], lanes: [] };

/**
 * The sum of the hub's events. A thing that did not change stays the same object, so that only the components that show a changed
 * thing re-render.
 */
export class LiveStore {
  #live: Live = nothing;
  #byName: ByName = indexed(nothing);
  readonly #listeners = new Set<() => void>();
  #events: EventSource | null = null;
  #again: number | undefined;
  /** Called when the connection breaks: the session may have ended. */
  onLost: () => void = () => undefined;

  get live(): Live {
    return this.#live;
  }

  get byName(): ByName {
    return this.#byName;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(): void {
    this.close();
    const events = new EventSource('api/events');
    this.#events = events;
    events.addEventListener('snapshot', ({ data }: MessageEvent<string>) =>
      this.#put({ connection: 'live', ...(JSON.parse(data) as ShownLandscape) }),
    );
    events.addEventListener('change', ({ data }: MessageEvent<string>) =>
      this.#put(changed(this.#live, JSON.parse(data) as LandscapeNews)),
    );
    events.addEventListener('error', () => {
      this.#put({ ...this.#live, connection: 'lost' });
      this.onLost();
      if (events.readyState === EventSource.CLOSED && this.#events === events)
        this.#again = window.setTimeout(() => this.open(), TRIED_AGAIN_MS);
    });
  }

  close(): void {
    window.clearTimeout(this.#again);
    this.#events?.close();
    this.#events = null;
  }

  #put(live: Live): void {
    this.#live = live;
    this.#byName = indexed(live);
    for (const listener of this.#listeners) listener();
  }
}

function indexed({ connectors, streams, lanes }: Live): ByName {
  const byName = <Thing extends { readonly name: string }>(things: readonly Thing[]) =>
    new Map(things.map((thing) => [thing.name, thing]));
  return { connectors: byName(connectors), streams: byName(streams), lanes: byName(lanes) };
}

export function changed(live: Live, news: LandscapeNews): Live {
  const gone = new Set(news.removed);
  const room = <Thing extends { readonly name: string }>(name: Room, things: readonly Thing[]) =>
    news[name] || gone.size > 0
      ? merged(things, (news[name] ?? []) as Partial<Thing>[], (thing) =>
          gone.has(`${name} ${thing}`),
        )
      : things;
  return {
    connection: 'live',
    connectors: room('connectors', live.connectors),
    streams: room('streams', live.streams),
    lanes: room('lanes', live.lanes),
  };
}

function merged<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  changes: readonly Partial<Thing>[],
  isGone: (name: string) => boolean,
): readonly Thing[] {
  const byName = new Map(changes.map((change) => [change.name, change]));
  const stayed = things
    .filter(({ name }) => !isGone(name))
    .map((thing) => {
      const change = byName.get(thing.name);
      byName.delete(thing.name);
      return change ? { ...thing, ...change } : thing;
    });
  return [...stayed, ...([...byName.values()] as Thing[])];
}
