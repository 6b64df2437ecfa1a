import assert from 'node:assert/strict';
import type { HeldThing } from '../../src/connector-api/index.ts';
import type { Json, StoredRecord } from '../../src/domain/index.ts';
import type { MappedItem } from '../../src/pipeline/item.ts';
import { toBatch } from '../../src/pipeline/item.ts';
import { join } from '../../src/pipeline/steps/join.ts';
import type {
  ConflictRule,
  Remembered,
  Side,
  TwoWayFlow,
  TwoWaySettlement,
} from '../../src/pipeline/two-way/index.ts';
import { openReconciliation } from '../../src/pipeline/two-way/index.ts';
import { mergeThings } from '../../src/store/relinking/merge.ts';
import { splitThing } from '../../src/store/relinking/split.ts';
import type { FlowPlace, RelinkPlan, Thing, ThingId } from '../../src/store/relinking/thing.ts';

/*
 * Customers on both sides of a flow, without servers: rows and the logs of what was read of them, the hub's reconciliation
 * between them, and its pure merge and split. Each edit has a unique value, so the row of a customer shows which edit counts.
 */

export const SIDES = ['a', 'b'] as const;
const signal = AbortSignal.timeout(600_000);
const other = (side: Side): Side => (side === 'a' ? 'b' : 'a');
const idIn = (side: Side, externalId: string): ThingId => ({
  ...{ connector: side, entity: 'customer', externalId },
  ...{ endpointId: side === 'a' ? 1 : 2, gaveWay: null, isTarget: true },
});
const place: FlowPlace = {
  flow: 'customers',
  sides: {
    a: { endpoints: [idIn('a', '')], lane: 'a/b', laneId: 1 },
    b: { endpoints: [idIn('b', '')], lane: 'b/a', laneId: 2 },
  },
};

interface Row {
  mail: string;
  version: number;
  /** The idempotency key of the hub's last write. */
  wroteBy: string | null;
}

interface Customer {
  thing: Thing;
  /** The value of the last edit; several if the customer was more than one thing at that time. */
  latest: readonly string[];
}

/** Returns the thing's ids of a side. The id that stays comes first. */
function idsOf({ ids }: Thing, side: Side): ThingId[] {
  const own = ids.filter(({ connector }) => connector === side);
  return own.toSorted((one, two) => Number(one.gaveWay === true) - Number(two.gaveWay === true));
}

export class World {
  readonly customers: Customer[] = [];
  readonly #rows = { a: new Map<string, Row>(), b: new Map<string, Row>() };
  /** What was read and is not settled yet, by key. A newer version replaces an older one. */
  readonly #unsettled = { a: new Map<string, StoredRecord>(), b: new Map<string, StoredRecord>() };
  readonly #log = { a: new Map<string, StoredRecord>(), b: new Map<string, StoredRecord>() };
  readonly #keepsWrites: boolean;
  readonly #rule: ConflictRule;
  #memory = new Map<string, string>();
  #clock = 0;

  /** @param keepsWrites whether the sides remember the hub's last writes */
  constructor(keepsWrites: boolean, rule: ConflictRule) {
    this.#rule = rule;
    this.#keepsWrites = keepsWrites;
    for (const key of ['k', 'g']) {
      const thing = { masterKey: key, ids: [], applied: [], states: new Map() };
      this.customers.push({
        thing: { ...thing, ids: SIDES.map((side) => idIn(side, key)) },
        latest: [],
      });
      this.edit('a', key);
    }
  }

  /** Writes a new value to a row, as a person does. */
  edit(side: Side, key: string): void {
    const mail = `m${++this.#clock}`;
    this.#rows[side].set(key, {
      mail,
      version: this.#clock,
      wroteBy: this.#rows[side].get(key)?.wroteBy ?? null,
    });
    this.#customerOf(side, key).latest = [mail];
  }

  /** Returns the keys of a side's rows. */
  keys(side: Side): string[] {
    return [...this.#rows[side].keys()].sort();
  }

  read(side: Side): void {
    for (const [key, { mail, version }] of this.#rows[side]) {
      if ((this.#log[side].get(key)?.version ?? 0) >= version) continue;
      const record = {
        ...{ key, version, operation: 'upsert' as const, document: { mail } },
        ...{ seq: version, storedAtMs: 0 },
      };
      this.#log[side].set(key, record);
      this.#unsettled[side].set(key, record);
    }
  }

  /** Carries one batch of the lane that reads a side. @param dies when the hub dies: before it writes, or before it settles */
  async carry(side: Side, dies: 'unwritten' | 'unsettled' | null): Promise<void> {
    const flow = this.#flow(side);
    const records = [...this.#unsettled[side].values()];
    const { items } = toBatch(
      records.map((record) => ({ kind: 'record', record, checkedBy: null })),
    );
    const mapped = items.map((item): MappedItem => {
      const { thing } = this.#customerOf(side, item.record.key);
      const own = thing.ids.find(
        (id) => id.connector === side && id.externalId === item.record.key,
      );
      const { masterKey } = thing;
      const decided = { gaveWay: own?.gaveWay === true, parted: [] };
      const externalId = idsOf(thing, other(side))[0]?.externalId ?? null;
      const claim = {
        masterKey,
        externalId,
        applied: null,
        ...(own?.gaveWay == null ? {} : { decided }),
      };
      return Object.assign(item, { claim, externalId, document: { ...item.record.document } });
    });
    join(mapped, { semantics: 'state', twoWay: flow });
    const open = mapped.filter(({ verdict }) => verdict === null);
    const target = this.#target(other(side));
    const reconciliation = openReconciliation(flow, target);
    await reconciliation.reconcile(open, signal);
    const nameOf = ({ record, claim, hash }: MappedItem) =>
      `${side} ${claim.masterKey} ${record.version} ${hash}`;
    await reconciliation.intend(nameOf);
    if (dies === 'unwritten') return;
    for (const item of open)
      if (item.verdict === null) this.#write(other(side), item, nameOf(item));
    if (dies !== null) return;
    this.#settle(reconciliation.settlement());
    for (const { verdict, record } of mapped) {
      if (verdict?.kind !== 'wait') this.#unsettled[side].delete(record.key);
    }
  }

  /** @param second the sides on which the id of the second customer stays */
  merge(second: Readonly<Record<Side, boolean>>): void {
    const [kept, gone] = this.customers;
    if (!kept || !gone) return;
    const stays = SIDES.flatMap((side) => idsOf((second[side] ? gone : kept).thing, side)[0] ?? []);
    const plan = mergeThings(this.#thing(kept), this.#thing(gone), {
      stays,
      flows: [place],
      again: 'again:',
    });
    this.#replace([kept, gone], plan, [...kept.latest, ...gone.latest]);
  }

  /** Splits off the ids that the second customer began with. */
  split(): void {
    const [whole, ...others] = this.customers;
    if (!whole || others.length > 0) return;
    const leaving = whole.thing.ids.filter(({ externalId }) => externalId === 'g');
    const parts = [leaving, whole.thing.ids.filter((id) => !leaving.includes(id))];
    const stays = parts.flatMap((ids) =>
      SIDES.flatMap((side) => ids.find(({ connector }) => connector === side) ?? []),
    );
    const choice = {
      leaving,
      masterKey: `s${++this.#clock}`,
      stays,
      flows: [place],
      again: 'again:',
    };
    this.#replace([whole], splitThing(this.#thing(whole), choice), []);
  }

  /** Reads and carries for as many rounds as it takes until nothing is left to settle. */
  async rest(): Promise<void> {
    for (let round = 0; round < 12; round++) {
      for (const side of SIDES) this.read(side);
      for (const side of SIDES) await this.carry(side, null);
    }
    assert.deepEqual(
      [this.#unsettled.a.size, this.#unsettled.b.size],
      [0, 0],
      'something waits for ever',
    );
  }

  /** Returns what both sides hold of each customer under the ids that stay. */
  held(): string[][] {
    return this.customers.map(({ thing }) =>
      SIDES.map(
        (side) => this.#rows[side].get(idsOf(thing, side)[0]?.externalId ?? '')?.mail ?? '',
      ),
    );
  }

  #customerOf(side: Side, key: string): Customer {
    const found = this.customers.find(({ thing }) =>
      idsOf(thing, side).some(({ externalId }) => externalId === key),
    );
    assert.ok(found);
    return found;
  }

  #thing({ thing }: Customer): Thing {
    const known = this.#recall(thing.masterKey);
    return { ...thing, states: new Map(known ? [[place.flow, known]] : []) };
  }

  #replace(
    before: readonly Customer[],
    { things, lanes }: RelinkPlan,
    latest: readonly string[],
  ): void {
    for (const { thing } of before) this.#memory.delete(thing.masterKey);
    this.customers.splice(0, before.length, ...things.map((thing) => ({ thing, latest })));
    for (const { masterKey, states } of things) {
      const known = states.get(place.flow);
      if (known) this.#memory.set(masterKey, JSON.stringify(known));
    }
    // Both lanes deliver again the last record that they read of the ids that stay.
    for (const { laneId, masterKey, fate } of lanes) {
      const side = laneId === 1 ? 'a' : 'b';
      const thing = things.find((one) => one.masterKey === masterKey);
      const [id] = thing ? idsOf(thing, side) : [];
      const record = fate === 'again' && id ? this.#log[side].get(id.externalId) : undefined;
      if (record) this.#unsettled[side].set(record.key, record);
    }
  }

  #recall(masterKey: string): Remembered | null {
    const text = this.#memory.get(masterKey);
    return text === undefined ? null : (JSON.parse(text) as Remembered);
  }

  #flow(side: Side): TwoWayFlow {
    return {
      ...{ name: place.flow, side, rule: this.#rule, sharesKeys: false, deleted: null },
      shared: [
        { names: { a: 'mail', b: 'mail' }, owner: this.#rule === 'owner-wins' ? 'a' : null },
      ],
      enter: async () => () => undefined,
      targetBack: () => this.#target(side),
      load: async (masterKeys) =>
        new Map(
          masterKeys.flatMap((key) => {
            const known = this.#recall(key);
            return known ? [[key, known] as const] : [];
          }),
        ),
      intend: async (writes) => {
        for (const [key, { state, ...intent }] of writes) {
          this.#memory.set(key, JSON.stringify({ state, intent }));
        }
      },
    };
  }

  #settle({ states, inDoubt }: TwoWaySettlement): void {
    for (const [masterKey, state] of states) {
      const intent = inDoubt.has(masterKey) ? (this.#recall(masterKey)?.intent ?? null) : null;
      this.#memory.set(masterKey, JSON.stringify({ state, intent }));
    }
  }

  #target(side: Side) {
    const rows = this.#rows[side];
    return {
      peek: async ({
        things,
      }: {
        readonly things: readonly { readonly externalId: string | null }[];
      }) =>
        things.map(({ externalId }): HeldThing | null => {
          const row = rows.get(externalId ?? '');
          return row
            ? { id: externalId ?? '', now: { mail: row.mail }, then: { mail: row.mail } }
            : null;
        }),
      lastWrites: async ({
        things,
      }: {
        readonly things: readonly { readonly externalId: string | null }[];
      }) =>
        this.#keepsWrites
          ? things.map(({ externalId }) => rows.get(externalId ?? '')?.wroteBy ?? null)
          : null,
    };
  }

  #write(side: Side, item: MappedItem, name: string): void {
    const key = item.externalId ?? '';
    const mail: Json = item.document.mail ?? null;
    assert.ok(typeof mail === 'string');
    this.#rows[side].set(key, { mail, version: ++this.#clock, wroteBy: name });
    item.verdict = { kind: 'applied' };
  }
}
