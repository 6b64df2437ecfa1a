import type {
  FieldCount,
  JsonObject,
  PlannedCounts,
  PlannedEffect,
  PlannedRecord,
  SourceRecord,
  StoredRecord,
} from '../domain/index.ts';
import type { Item, LinkedItem, MappedItem } from './item.ts';
import { toBatch, toPeeked, underWay } from './item.ts';
import { DELETED } from './map-in-place.ts';
import { PlanMemory } from './plan-memory.ts';
import type { Comparison } from './planned-difference.ts';
import { compareWith } from './planned-difference.ts';
import type { PreviewLane } from './preview.ts';
import type { KeyState } from './ports.ts';
import { conflate, toWaves } from './steps/conflate.ts';
import { verdictBefore } from './steps/decide.ts';
import { join } from './steps/join.ts';
import { map } from './steps/map.ts';
import { match } from './steps/match.ts';
import { validate } from './steps/validate.ts';

/** The most field names that are counted; a longer list would not help anybody. */
const MAX_FIELDS = 1_000;
const TOLD_FIELDS = 50;
/** The most concurrent lookups in the log. */
const LOOKUPS = 32;

export interface PlannerParts {
  readonly lane: PreviewLane;
  /** Returns what the hub knows of these distinct keys, in their order, without minting master keys. */
  readonly lookUp: (keys: readonly string[]) => Promise<readonly KeyState[]>;
  /** Reads a record by its seq; null when the log no longer holds it. */
  readonly readRecord: (seq: number) => Promise<StoredRecord | null>;
  /** Whether to compare with what the target holds, if the target can be asked. */
  readonly againstTarget: boolean;
}

/**
 * Runs the record path of one lane up to the target, page by page, without writing anything, and reports what would happen. It
 * remembers what it planned, so that a later version of a key is compared with the earlier one.
 */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #memory = new PlanMemory();
  readonly #counts = new Map<keyof PlannedCounts, number>();
  readonly #fields = new Map<string, number>();

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  get againstTarget(): boolean {
    return this.#parts.againstTarget && this.#parts.lane.target.peek !== undefined;
  }

  counts(): PlannedCounts {
    const count = (name: keyof PlannedCounts) => this.#counts.get(name) ?? 0;
    return {
      create: count('create'),
      change: count('change'),
      delete: count('delete'),
      unchanged: count('unchanged'),
      superseded: count('superseded'),
      wait: count('wait'),
      reject: count('reject'),
      drifted: count('drifted'),
    };
  }

  /** Returns the number of changes per field, most frequent first. */
  fields(): readonly FieldCount[] {
    return [...this.#fields]
      .map(([path, records]) => ({ path, records }))
      .sort((one, other) => other.records - one.records || (one.path < other.path ? -1 : 1))
      .slice(0, TOLD_FIELDS);
  }

  /** @returns what would happen to each record, in order */
  async plan(
    records: readonly SourceRecord[],
    signal: AbortSignal,
  ): Promise<readonly PlannedRecord[]> {
    const { lane } = this.#parts;
    const { items } = toBatch(
      records.map((record) => ({
        kind: 'record',
        record: { ...record, seq: 0, storedAtMs: 0 },
      })),
    );
    await validate(items, lane, signal);
    const states = await this.#lookUp(underWay(items));
    if (lane.semantics === 'state') conflate(items);
    const compared = new Map<Item, Comparison>();
    for (const wave of lane.semantics === 'state' ? [underWay(items)] : toWaves(items)) {
      await this.#planWave(wave, states, compared, signal);
    }
    return items.map((item) => this.#tell(item, compared.get(item)));
  }

  async #lookUp(items: readonly Item[]): Promise<ReadonlyMap<string, KeyState>> {
    const keys = [...new Set(items.map(({ record }) => record.key))];
    const states = keys.length === 0 ? [] : await this.#parts.lookUp(keys);
    return new Map(keys.map((key, index) => [key, states[index] as KeyState]));
  }

  async #planWave(
    wave: readonly Item[],
    states: ReadonlyMap<string, KeyState>,
    compared: Map<Item, Comparison>,
    signal: AbortSignal,
  ): Promise<void> {
    const { lane } = this.#parts;
    for (const item of wave) {
      if (mustWait(states.get(item.record.key), lane))
        item.verdict = { kind: 'wait', dueAtMs: null };
    }
    const linked = underWay(wave).map((item) => this.#link(item, states));
    join(linked, lane.semantics);
    const mapped = await map(underWay(linked), lane, signal);
    await match(mapped, lane, signal);
    for (const item of mapped) item.verdict ??= verdictBefore(item, { semantics: lane.semantics });
    await this.#compare(mapped, compared, signal);
    for (const item of mapped) this.#memory.note(item);
  }

  #link(item: Item, states: ReadonlyMap<string, KeyState>): LinkedItem {
    const { key } = item.record;
    const claim = this.#memory.claimOf(key, states.get(key)?.claim ?? null);
    // A deleted thing no longer has an id in the target.
    const externalId = claim.applied?.hash === DELETED ? null : claim.externalId;
    return Object.assign(item, { claim, externalId });
  }

  async #compare(
    items: readonly MappedItem[],
    compared: Map<Item, Comparison>,
    signal: AbortSignal,
  ): Promise<void> {
    const { lane, readRecord } = this.#parts;
    const memory = this.#memory;
    const comparable = items.filter(
      ({ verdict, record }) =>
        record.operation === 'upsert' && (verdict === null || verdict.kind === 'unchanged'),
    );
    const held = this.againstTarget ? await peek(comparable, lane, signal) : null;
    const needed = comparable.filter((item) => held !== null || item.verdict === null);
    for (let start = 0; start < needed.length; start += LOOKUPS) {
      signal.throwIfAborted();
      const some = needed.slice(start, start + LOOKUPS);
      const found = await Promise.all(
        some.map((item) => compareWith(item, { lane, memory, readRecord, held, signal })),
      );
      some.forEach((item, index) => compared.set(item, found[index] as Comparison));
    }
  }

  #tell(item: Item, comparison: Comparison | undefined): PlannedRecord {
    const { record, verdict, externalId } = item;
    const effect = effectOf(item, comparison);
    const drifted = effect === 'unchanged' && comparison?.drift !== undefined;
    const differences = comparison?.differences ?? [];
    this.#count(effect);
    if (drifted) this.#count('drifted');
    if (effect === 'change') this.#countFields(differences);
    const failure = verdict?.kind === 'dead-letter' ? verdict.failure : null;
    return {
      ...{ lane: this.#parts.lane.name, effect, externalId, drifted, differences },
      ...{ key: record.key, version: record.version, operation: record.operation },
      position: null,
      code: failure?.code ?? null,
      reason: failure?.message ?? (effect === 'wait' ? WAITS : (comparison?.drift ?? null)),
      basis: comparison?.basis ?? 'none',
    };
  }

  #count(name: keyof PlannedCounts): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #countFields(differences: Comparison['differences']): void {
    for (const { path } of differences) {
      const count = this.#fields.get(path);
      if (count !== undefined || this.#fields.size < MAX_FIELDS)
        this.#fields.set(path, (count ?? 0) + 1);
    }
  }
}

const WAITS =
  'It would wait: an earlier record of its key is parked, or its key is paused in this lane.';

/** A parked record makes only events wait: with state, a newer version replaces the parked one. */
function mustWait(state: KeyState | undefined, { semantics }: PreviewLane): boolean {
  return state !== undefined && (state.paused || (semantics === 'event' && state.parked));
}

function effectOf(item: Item, comparison: Comparison | undefined): PlannedEffect {
  const { verdict, record, claim, externalId } = item;
  if (verdict?.kind === 'dead-letter') return 'reject';
  if (verdict?.kind === 'wait' || verdict?.kind === 'superseded') return verdict.kind;
  if (verdict?.kind === 'unchanged') return 'unchanged';
  if (record.operation === 'delete') return 'delete';
  if (comparison?.basis === 'target') return comparison.held ? 'change' : 'create';
  const applied = claim?.applied;
  return externalId !== null || (applied && applied.hash !== DELETED) ? 'change' : 'create';
}

/** Asks the target what it holds of each thing. */
async function peek(
  items: readonly MappedItem[],
  { target }: PreviewLane,
  signal: AbortSignal,
): Promise<ReadonlyMap<Item, { now: JsonObject; then: JsonObject } | null>> {
  if (items.length === 0 || !target.peek) return new Map();
  const held = await target.peek({ things: items.map(toPeeked), signal });
  return new Map(items.map((item, index) => [item, held[index] ?? null]));
}
