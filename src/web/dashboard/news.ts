import type { ConnectorStatus, LaneStatus, StreamStatus } from '../../domain/index.ts';
import type { LandscapePort } from './port.ts';

/** A lane as pages get it: with the time since which records wait, because an age would change all the time. */
export type ShownLane = Omit<LaneStatus, 'oldestWaitingMs'> & {
  readonly oldestWaitingSinceMs: number | null;
};

/** Everything at one moment. */
export interface ShownLandscape {
  readonly connectors: readonly ConnectorStatus[];
  readonly streams: readonly StreamStatus[];
  readonly lanes: readonly ShownLane[];
}

/** The differences from the previous moment: for each thing its name and the changed fields; new things have all fields. */
export interface LandscapeNews {
  readonly connectors?: readonly Named[];
  readonly streams?: readonly Named[];
  readonly lanes?: readonly Named[];
  /** Names that are gone, such as `lanes products/shop`. */
  readonly removed?: readonly string[];
}

type Named = { readonly name: string } & Readonly<Record<string, unknown>>;
type Room = 'connectors' | 'streams' | 'lanes';
const rooms: readonly Room[] = ['connectors', 'streams', 'lanes'];

/** Ages are computed each time; a time that moves by less than this counts as the same. */
const SAME_MOMENT_MS = 1_000;

/** Remembers what pages have been sent, and finds what is new. */
export class Teller {
  #shown: ShownLandscape;
  readonly #port: LandscapePort;

  constructor(port: LandscapePort) {
    this.#port = port;
    this.#shown = this.#look(new Map());
  }

  /** The sum of everything sent so far. */
  get shown(): ShownLandscape {
    return this.#shown;
  }

  /** @returns null when nothing changed */
  news(): LandscapeNews | null {
    const before = this.#shown;
    const now = this.#look(new Map(before.lanes.map((lane) => [lane.name, lane])));
    this.#shown = now;
    const removed: string[] = [];
    const news: Partial<Record<Room, Named[]>> = {};
    for (const room of rooms) {
      const changes = changesOf(byName<{ readonly name: string }>(before[room]), now[room]);
      if (changes.length > 0) news[room] = changes;
      const left = new Set(now[room].map(({ name }) => name));
      for (const { name } of before[room]) if (!left.has(name)) removed.push(`${room} ${name}`);
    }
    if (removed.length > 0) return { ...news, removed };
    return Object.keys(news).length > 0 ? news : null;
  }

  #look(before: ReadonlyMap<string, ShownLane>): ShownLandscape {
    const nowMs = Date.now();
    return {
      connectors: this.#port.connectors(),
      streams: this.#port.streams(),
      lanes: this.#port.lanes().map((lane) => shownLane(lane, before.get(lane.name), nowMs)),
    };
  }
}

function shownLane(
  { oldestWaitingMs, ...lane }: LaneStatus,
  before: ShownLane | undefined,
  nowMs: number,
): ShownLane {
  const sinceMs = oldestWaitingMs === null ? null : nowMs - oldestWaitingMs;
  const lastMs = before?.oldestWaitingSinceMs ?? null;
  const same = sinceMs !== null && lastMs !== null && Math.abs(sinceMs - lastMs) < SAME_MOMENT_MS;
  return { ...lane, oldestWaitingSinceMs: same ? lastMs : sinceMs };
}

function byName<Thing extends { readonly name: string }>(things: readonly Thing[]) {
  return new Map(things.map((thing) => [thing.name, thing as unknown as Named]));
}

function changesOf(
  before: ReadonlyMap<string, Named>,
  now: readonly { readonly name: string }[],
): Named[] {
  const changes: Named[] = [];
  for (const thing of now as readonly Named[]) {
    const known = before.get(thing.name);
    const change = known ? difference(known, thing) : thing;
    if (change) changes.push(change);
  }
  return changes;
}

function difference(before: Named, now: Named): Named | null {
  let changed: Record<string, unknown> | null = null;
  for (const [field, value] of Object.entries(now)) {
    if (isSame(before[field], value)) continue;
    changed ??= { name: now.name };
    changed[field] = value;
  }
  return changed as Named | null;
}

/** Compares values that are scalars or small objects of scalars. */
function isSame(before: unknown, now: unknown): boolean {
  if (before === now) return true;
  if (typeof before !== 'object' || typeof now !== 'object' || !before || !now) return false;
  const [one, other] = [Object.entries(before), Object.entries(now)];
  return (
    one.length === other.length &&
    one.every(([name, value]) => value === (now as Record<string, unknown>)[name])
  );
}
