import type { HeldThing } from '../../connector-api/index.ts';
import type {
  Difference,
  Finding,
  SourceRecord,
  StoredRecord,
  VerifiedCounts,
  VerifiedRecord,
} from '../../domain/index.ts';
import { differencesBetween } from '../../domain/index.ts';
import type { Item, LinkedItem, MappedItem } from '../item.ts';
import { toBatch, toPeeked, underWay } from '../item.ts';
import { DELETED } from '../map-in-place.ts';
import type { KeyState } from '../ports.ts';
import type { PreviewLane } from '../preview.ts';
import { NOT_YET } from '../preview.ts';
import { conflate } from '../steps/conflate.ts';
import { join } from '../steps/join.ts';
import { map } from '../steps/map.ts';
import { match } from '../steps/match.ts';
import { validate } from '../steps/validate.ts';
import { KeySet } from './key-set.ts';
import { isOutdated, isStored, whyWaiting } from './waiting.ts';

/** The most concurrent lookups in the log. */
const LOOKUPS = 32;
/** The most things in one question to a target: a lane's batch. */
const BATCH_SIZE = 1_000;

export interface VerifierParts {
  readonly lane: PreviewLane;
  /** Returns what the hub knows of these distinct keys, in their order, without minting master keys. */
  readonly lookUp: (keys: readonly string[]) => Promise<readonly KeyState[]>;
  /** Returns the keys that have an open dead letter in the lane. */
  readonly buriedKeys: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Returns the newest record of a key in the log; null when there is none. */
  readonly newestOf: (key: string) => Promise<StoredRecord | null>;
  /** Returns the current position of the lane. */
  readonly settledSeq: () => Promise<number>;
  /** The version of the last record that was stored before the comparison began; null for an empty log. */
  readonly lastVersion: number | null;
}

/** A record that the target lacks or holds with other content. */
export interface Drift {
  readonly record: SourceRecord;
  /** The same record in the log; null when the log no longer holds it. */
  readonly stored: StoredRecord | null;
}

/** The result of one page. */
export interface Verified {
  /** Everything that differs from the expected state. */
  readonly findings: readonly VerifiedRecord[];
  readonly drifts: readonly Drift[];
}

/** Compares the content of a source with that of one lane's target, page by page. Writes nothing. */
export class Verifier {
  readonly #parts: VerifierParts;
  readonly #counts = new Map<keyof VerifiedCounts, number>();
  readonly #seen = new KeySet();

  constructor(parts: VerifierParts) {
    this.#parts = parts;
  }

  counts(): VerifiedCounts {
    const count = (name: keyof VerifiedCounts) => this.#counts.get(name) ?? 0;
    return {
      same: count('same'),
      missing: count('missing'),
      different: count('different'),
      surplus: count('surplus'),
      waiting: count('waiting'),
      rejected: count('rejected'),
      leftOut: count('leftOut'),
      superseded: count('superseded'),
      unchecked: count('unchecked'),
      repaired: count('repaired'),
    };
  }

  count(name: keyof VerifiedCounts, more = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + more);
  }

  async check(records: readonly SourceRecord[], signal: AbortSignal): Promise<Verified> {
    if (!this.#parts.lane.target.peek) {
      this.count('unchecked', records.length);
      return { findings: [], drifts: [] };
    }
    const findings: VerifiedRecord[] = [];
    const drifts: Drift[] = [];
    for (let start = 0; start < records.length; start += BATCH_SIZE) {
      signal.throwIfAborted();
      const found = await this.#checkBatch(records.slice(start, start + BATCH_SIZE), signal);
      findings.push(...found.findings);
      drifts.push(...found.drifts);
    }
    return { findings, drifts };
  }

  /**
   * Returns the ids in the target to which no record of the source belongs. Call it after the source was read to its end.
   * @param comesNew returns those of the given ids that were added to the target since the comparison began
   */
  async surplusOf(
    ids: readonly string[],
    comesNew: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<readonly VerifiedRecord[]> {
    const unmet = ids.filter((id) => !this.#seen.has(id));
    if (unmet.length === 0) return [];
    const fresh = await comesNew(unmet);
    const surplus = unmet.filter((id) => !fresh.has(id));
    this.count('surplus', surplus.length);
    return surplus.map((externalId) => ({
      ...{ lane: this.#parts.lane.name, finding: 'surplus', externalId },
      ...{ key: null, version: null, reason: null, differences: [] },
    }));
  }

  async #checkBatch(records: readonly SourceRecord[], signal: AbortSignal): Promise<Verified> {
    const { lane, settledSeq } = this.#parts;
    const messages = records.map((record) => ({
      kind: 'record' as const,
      record: { ...record, seq: 0, storedAtMs: 0 },
    }));
    const { items } = toBatch(messages);
    await validate(items, lane, signal);
    // With events too: the target should hold the content of the newest version.
    conflate(items);
    // Read before the target is asked, so that everything settled up to here has been delivered to it.
    const settled = await settledSeq();
    const states = await this.#lookUp(items);
    const linked = underWay(items).map((item) => link(item, states));
    join(linked, 'state');
    const mapped = await map(underWay(linked), lane, signal);
    await match(mapped, lane, signal);
    const open = underWay(mapped);
    const held = await this.#peek(open.filter(isUpsert), signal);
    const doubts = open.filter((item) => !this.#agrees(item, held));
    const verified = await this.#judge(doubts, { states, held, settled, signal });
    return { ...verified, findings: [...verified.findings, ...this.#noteRest(items, states)] };
  }

  async #lookUp(items: readonly Item[]): Promise<ReadonlyMap<string, KeyState>> {
    const keys = [...new Set(items.map(({ record }) => record.key))];
    const states = keys.length === 0 ? [] : await this.#parts.lookUp(keys);
    return new Map(keys.map((key, index) => [key, states[index] as KeyState]));
  }

  async #peek(items: readonly MappedItem[], signal: AbortSignal): Promise<HeldThings> {
    if (items.length === 0) return new Map();
    const things = items.map(toPeeked);
    const held = (await this.#parts.lane.target.peek?.({ things, signal })) ?? [];
    return new Map(items.map((item, index) => [item, held[index] ?? null]));
  }

  /** Whether the target holds the content of the source's record, as far as can be told without further lookups. */
  #agrees(item: MappedItem, held: HeldThings): boolean {
    const { record, claim, externalId } = item;
    const { applied } = claim;
    if (!isUpsert(item)) {
      // If the target still holds it, it is found as surplus.
      if (applied && applied.hash !== DELETED) return false;
      this.count('same');
      return true;
    }
    const thing = held.get(item) ?? null;
    this.#seen.add(thing?.id ?? externalId ?? record.key);
    if (applied && record.version < applied.version) {
      this.count('superseded');
      return true;
    }
    if (!thing || differencesBetween(thing.now, thing.then).length > 0) return false;
    this.count('same');
    return true;
  }

  async #judge(
    items: readonly MappedItem[],
    { states, held, settled, signal }: BatchContext,
  ): Promise<Verified> {
    if (items.length === 0) return { findings: [], drifts: [] };
    const { lane, lastVersion, buriedKeys } = this.#parts;
    const buried = await buriedKeys(items.map(({ record }) => record.key));
    const newest = await this.#newest(items, signal);
    const findings: VerifiedRecord[] = [];
    const drifts: Drift[] = [];
    items.forEach((item, nth) => {
      const { record } = item;
      const stored = newest[nth] ?? null;
      const state = states.get(record.key) as KeyState;
      const doubt = {
        ...{ item, state, stored, lastVersion, settledSeq: settled },
        ...{ semantics: lane.semantics, buried: buried.has(record.key) },
      };
      const reason = whyWaiting(doubt);
      if (reason !== null) {
        if (!isUpsert(item)) this.#seen.add(item.externalId ?? record.key);
        findings.push(this.#tell(item, 'waiting', { reason }));
      } else if (isOutdated(doubt)) {
        if (!isUpsert(item)) this.#seen.add(item.externalId ?? record.key);
        this.count('superseded');
      } else if (isUpsert(item)) {
        const thing = held.get(item) ?? null;
        const differences = thing ? differencesBetween(thing.now, thing.then) : [];
        findings.push(this.#tell(item, thing ? 'different' : 'missing', { differences }));
        drifts.push({ record, stored: isStored(doubt) ? stored : null });
      }
    });
    return { findings, drifts };
  }

  async #newest(
    items: readonly MappedItem[],
    signal: AbortSignal,
  ): Promise<readonly (StoredRecord | null)[]> {
    const newest: (StoredRecord | null)[] = [];
    for (let start = 0; start < items.length; start += LOOKUPS) {
      signal.throwIfAborted();
      const some = items.slice(start, start + LOOKUPS);
      newest.push(
        ...(await Promise.all(some.map(({ record }) => this.#parts.newestOf(record.key)))),
      );
    }
    return newest;
  }

  /** Counts records that got a verdict before the target was asked. The source has them, so the target's are not surplus. */
  #noteRest(
    items: readonly Item[],
    states: ReadonlyMap<string, KeyState>,
  ): readonly VerifiedRecord[] {
    const findings: VerifiedRecord[] = [];
    for (const item of items) {
      const { verdict, record } = item;
      if (verdict === null) continue;
      if (verdict.kind === 'superseded') {
        this.count('superseded');
        continue;
      }
      this.#seen.add(states.get(record.key)?.claim?.externalId ?? record.key);
      if (verdict.kind === 'dead-letter') {
        const { code, message } = verdict.failure;
        findings.push(this.#tell(item, 'rejected', { reason: `${code}: ${message}` }));
      } else this.count('leftOut');
    }
    return findings;
  }

  #tell(
    { record, externalId }: Item,
    finding: Finding,
    told: { readonly reason?: string; readonly differences?: readonly Difference[] },
  ): VerifiedRecord {
    this.count(finding);
    const { reason = null, differences = [] } = told;
    const { key, version } = record;
    return { lane: this.#parts.lane.name, finding, key, externalId, version, reason, differences };
  }
}

type HeldThings = ReadonlyMap<Item, HeldThing | null>;

interface BatchContext {
  readonly states: ReadonlyMap<string, KeyState>;
  readonly held: HeldThings;
  readonly settled: number;
  readonly signal: AbortSignal;
}

function link(item: Item, states: ReadonlyMap<string, KeyState>): LinkedItem {
  const claim = states.get(item.record.key)?.claim ?? NOT_YET;
  // A deleted thing no longer has an id in the target.
  const externalId = claim.applied?.hash === DELETED ? null : claim.externalId;
  return Object.assign(item, { claim, externalId });
}

function isUpsert({ record }: Item): boolean {
  return record.operation === 'upsert';
}
