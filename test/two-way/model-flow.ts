import type { Delivery } from '../../src/connector-api/index.ts';
import type { AppliedState, Remembered, TwoWayFlow } from '../../src/pipeline/index.ts';
import type { StoredRecord } from '../../src/domain/index.ts';
import { toParkedBatch } from '../../src/pipeline/item.ts';
import type { MappedItem } from '../../src/pipeline/item.ts';
import { contentHash, DELETED } from '../../src/pipeline/map-in-place.ts';
import type { Side } from '../../src/pipeline/two-way/merge.ts';
import { otherSide } from '../../src/pipeline/two-way/merge.ts';
import { openReconciliation } from '../../src/pipeline/two-way/reconcile.ts';
import { twoWayViolations } from '../faults/two-way-checker.ts';
import type { Fields } from './model-side.ts';
import { ModelSide } from './model-side.ts';

/**
 * How a batch ends: well, the hub dies before it delivers or before it settles, the answer is lost, or somebody deletes the thing
 * after the hub has asked what the side holds.
 */
export const FATES = ['well', 'dies before', 'dies after', 'lost', 'deleted'] as const;
export type Fate = (typeof FATES)[number];

const OWNERS = { mail: 'shop', note: 'shop', phone: 'office' } as const;
const SHARED = ['id', 'mail', 'note', 'phone'].map((name) => ({
  names: { a: name, b: name },
  owner: name === 'phone' ? ('b' as const) : ('a' as const),
}));
const ROUNDS = 30;

class ModelLane {
  readonly log: StoredRecord[] = [];
  settled = 0;
  /** A hub that died had taken the records up to here. The next one takes them in one batch. */
  taken = 0;
  parked: StoredRecord | null = null;
  applied: AppliedState | null = null;
}

/** A two-way flow of one thing with the same key on both sides. The real code reconciles; systems and stores are in memory. */
export class ModelFlow {
  readonly lanes = { a: new ModelLane(), b: new ModelLane() };
  readonly sides: Readonly<Record<Side, ModelSide>>;
  readonly #rule: TwoWayFlow['rule'];
  readonly #signal = new AbortController().signal;
  /** The remembered state as text, as the store keeps it. */
  #known: string | null = null;
  #version = 0;

  constructor(rule: TwoWayFlow['rule'] = 'owner-wins') {
    this.#rule = rule;
    const now = () => ++this.#version;
    this.sides = { a: new ModelSide(now), b: new ModelSide(now) };
  }

  edit(side: Side, fields: Fields): void {
    this.sides[side].write(fields, { gone: false, byPerson: true });
  }

  delete(side: Side): void {
    this.sides[side].write({}, { gone: true, byPerson: true });
  }

  /** @returns whether there was anything new */
  read(side: Side): boolean {
    const { log } = this.lanes[side];
    const record = this.sides[side].record(log.length + 1);
    if (record === null || record.version <= (log.at(-1)?.version ?? 0)) return false;
    log.push(record);
    return true;
  }

  /** Delivers up to this many records of a side to the other side. @returns whether there were any */
  async bring(side: Side, fate: Fate = 'well', records = 1): Promise<boolean> {
    const lane = this.lanes[side];
    const last = Math.min(lane.log.length, Math.max(lane.taken, lane.settled + records));
    const record = lane.log[last - 1];
    if (last === lane.settled || !record) return false;
    lane.taken = last;
    if (await this.#carry(side, record, fate)) lane.settled = last;
    return true;
  }

  /** Retries the parked record. @returns whether there was one */
  async retry(side: Side, fate: Fate = 'well'): Promise<boolean> {
    const { parked } = this.lanes[side];
    if (parked) await this.#carry(side, parked, fate);
    return parked !== null;
  }

  /** Continues until nothing is left to do. @returns the broken rules, with `endless` if something is still left */
  async rest(): Promise<readonly string[]> {
    for (let round = 0; round < ROUNDS; round++) {
      let isOver = true;
      for (const side of ['a', 'b'] as const) if (this.read(side)) isOver = false;
      for (const side of ['a', 'b'] as const) {
        while (await this.bring(side)) isOver = false;
        if (await this.retry(side)) isOver = false;
      }
      if (isOver) return this.#broken();
    }
    return [...this.#broken(), 'endless'];
  }

  #broken(): string[] {
    const sides = { shop: this.sides.a.journal, office: this.sides.b.journal };
    const history = { flow: 'f', conflict: this.#rule, owners: OWNERS, sides, writtenAgain: [] };
    return twoWayViolations(history).map(({ rule, evidence }) => `${rule}: ${evidence}`);
  }

  /** @returns whether it was settled */
  async #carry(side: Side, record: StoredRecord, fate: Fate): Promise<boolean> {
    const lane = this.lanes[side];
    const target = this.sides[otherSide(side)];
    const item = itemOf(record, lane.applied);
    const name = () => `${side}:${record.version}:${item.hash}`;
    const reconciliation = openReconciliation(this.#flow(side), this.#target(otherSide(side)));
    await reconciliation.reconcile([item], this.#signal);
    await reconciliation.intend(name);
    if (fate === 'dies before') return false;
    if (fate === 'deleted' && target.isThere) this.delete(otherSide(side));
    if (item.verdict === null) {
      const { kind } = target.deliver(deliveryOf(item, name()));
      if (kind === 'applied' || kind === 'unchanged') item.verdict = { kind };
      else item.verdict = { kind: 'wait', dueAtMs: 0 };
      if (fate === 'lost') item.verdict = { kind: 'wait', dueAtMs: 0 };
    }
    if (fate === 'dies after') return false;
    const { states, inDoubt } = reconciliation.settlement();
    for (const [key, state] of states) {
      const intent = inDoubt.has(key) ? (this.#load()?.intent ?? null) : null;
      this.#known = JSON.stringify({ state, intent });
    }
    const kind = item.verdict?.kind;
    if (kind === 'applied' || kind === 'unchanged' || kind === 'echo') {
      lane.applied = { version: record.version, seq: record.seq, hash: item.hash };
    }
    // A newer record replaces the parked one.
    lane.parked = kind === 'wait' ? record : null;
    return true;
  }

  #load(): Remembered | null {
    return this.#known === null ? null : (JSON.parse(this.#known) as Remembered);
  }

  #flow(side: Side): TwoWayFlow {
    return {
      ...{ name: 'f', side, shared: SHARED, rule: this.#rule, sharesKeys: true, deleted: 'gone' },
      enter: () => Promise.resolve(() => undefined),
      targetBack: () => this.#target(side),
      load: () => {
        const known = this.#load();
        return Promise.resolve(new Map(known ? [['1', known]] : []));
      },
      intend: (writes) => {
        for (const { state, ...intent } of writes.values()) {
          this.#known = JSON.stringify({ state, intent });
        }
        return Promise.resolve();
      },
    };
  }

  #target(side: Side): ReturnType<TwoWayFlow['targetBack']> {
    const { [side]: one } = this.sides;
    return {
      peek: ({ things }) => Promise.resolve(one.peek(things)),
      lastWrites: ({ things }) => Promise.resolve(things.map(() => one.lastWrite?.mark ?? null)),
    };
  }
}

function itemOf(record: StoredRecord, applied: AppliedState | null): MappedItem {
  const parked = { record, dueAtMs: 0, attempts: 0, history: [], deadLetterId: null };
  const [item] = toParkedBatch([parked], { inDoubt: false, semantics: 'state' }).items;
  if (!item) throw new Error('no item');
  const { document } = record;
  const isDelete = record.operation === 'delete';
  const externalId = applied === null || applied.hash === DELETED ? null : '1';
  return Object.assign(item, {
    ...{ claim: { masterKey: '1', externalId, applied }, document, externalId },
    hash: isDelete ? DELETED : contentHash(document, 'state'),
    verdict: applied && record.version < applied.version ? ({ kind: 'superseded' } as const) : null,
  });
}

function deliveryOf(item: MappedItem, idempotencyKey: string): Delivery {
  const { record, externalId, document, expected } = item;
  const { key, version, operation } = record;
  const known = { masterKey: '1', externalId, key, version, operation, document };
  return { ...known, idempotencyKey, repeated: false, ...(expected ? { expected } : {}) };
}
