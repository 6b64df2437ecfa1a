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

/** Lookups in the log that are on their way at a time. */
const LOOKUPS = 32;
/** What a target is asked at once at most: a lane's batch. */
const BATCH_SIZE = 1_000;

export interface VerifierParts {
  readonly lane: PreviewLane;
  /** What the hub knows of these distinct keys, in their order, without minting master keys. */
  readonly lookUp: (keys: readonly string[]) => Promise<readonly KeyState[]>;
  /** Those of the keys that have an open dead letter in the lane. */
  readonly buriedKeys: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The newest record of a key in the log; null when it holds none. */
  readonly newestOf: (key: string) => Promise<StoredRecord | null>;
  /** How far the lane has settled now. */
  readonly settledSeq: () => Promise<number>;
  /** The version of the record that was stored last before the comparison began; null for an empty log. */
  readonly lastVersion: number | null;
}

/** A record that the target lacks or holds otherwise. */
export interface Drift {
  readonly record: SourceRecord;
  /** The same as the log holds it; null when it does not any more. */
  readonly stored: StoredRecord | null;
}

/** What one page came to. */
export interface Verified {
  /** Everything that is not as it should be. */
  readonly findings: readonly VerifiedRecord[];
  readonly drifts: readonly Drift[];
}

/** Compares, page by page, what the source holds with what one lane's target holds. Writes nothing. */
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
   * Those of the target's ids that no record of the source stands for. Ask when the source was read to its end.
   * @param comesNew those of some ids that came to the target since the comparison began
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
    // Whatever the semantics: a target is to hold what the newest version says.
    conflate(items);
    // Before the target is asked: what is settled by then, it has been given.
    const settled = await settledSeq();
    const states = await this.#lookUp(items);
    const linked = underWay(items).map((item) => link(item, states));
    join(linked, { semantics: 'state' });
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

  /** Whether the target holds what the source's record says, as far as anybody can tell without asking further. */
  #agrees(item: MappedItem, held: HeldThings): boolean {
    const { record, claim, externalId } = item;
    const { applied } = claim;
    if (!isUpsert(item)) {
      // What is left of it in the target is found as surplus.
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

  /** Records that ended before the target was asked. What it may hold of them is no surplus, since the source has them. */
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
  // A deleted thing has no id in the target any more.
  const externalId = claim.applied?.hash === DELETED ? null : claim.externalId;
  return Object.assign(item, { claim, externalId });
}

function isUpsert({ record }: Item): boolean {
  return record.operation === 'upsert';
}
