import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LinkedId, RelinkOrder } from '../../src/domain/index.ts';
import { idText } from '../../src/domain/index.ts';
import type { LaneMemory, Store } from '../../src/store/index.ts';
import { noCounts, storeBench } from './support.ts';

/*
 * A model of things as sets of ids: what a claim answers after any deliveries, merges and splits follows from it. Customers of a shop
 * and of an ERP go to a CRM, and those of the ERP to the shop as well, whose ids are keys of the shop's own stream.
 */

const LANES = [
  { name: 'shop/crm', from: 'shop/customer', to: 'crm/contact' },
  { name: 'erp/crm', from: 'erp/customer', to: 'crm/contact' },
  { name: 'erp/shop', from: 'erp/customer', to: 'shop/customer' },
] as const;
type LaneName = (typeof LANES)[number]['name'];

interface Id extends LinkedId {
  gaveWay: boolean;
}

interface Thing {
  ids: Id[];
  /** Versions that lanes applied. */
  readonly applied: Map<LaneName, number>;
}

const placeOf = ({ connector, entity }: LinkedId) => `${connector}/${entity}`;
const idIn = (place: string, externalId: string): Id => {
  const [connector = '', entity = ''] = place.split('/');
  return { connector, entity, externalId, gaveWay: false };
};
const current = (ids: readonly Id[], place: string) =>
  ids.find((id) => placeOf(id) === place && !id.gaveWay);
const has = (ids: readonly Id[], place: string) => ids.some((id) => placeOf(id) === place);
const noRecords = { flows: [], newest: async () => [] };

/** One company among others in one store; the ids of each begin with its own word. */
class Company {
  readonly things: Thing[] = [];
  readonly #store: Store;
  readonly #lanes: ReadonlyMap<LaneName, LaneMemory>;
  readonly #word: string;
  #version = 0;

  constructor(store: Store, lanes: ReadonlyMap<LaneName, LaneMemory>, word: string) {
    this.#store = store;
    this.#lanes = lanes;
    this.#word = word;
  }

  keysOf(place: string): string[] {
    const ids = this.things.flatMap((thing) => thing.ids);
    return ids.filter((id) => placeOf(id) === place).map(({ externalId }) => externalId);
  }

  #thingOf(place: string, externalId: string): Thing {
    const found = this.things.find(({ ids }) =>
      ids.some((id) => placeOf(id) === place && id.externalId === externalId),
    );
    if (found) return found;
    const thing = { ids: [idIn(place, externalId)], applied: new Map<LaneName, number>() };
    this.things.push(thing);
    return thing;
  }

  /** A lane delivers a version of a key; the target makes an id where the hub knows none. */
  async deliver({ name, from, to }: (typeof LANES)[number], nth: number): Promise<void> {
    const key = `${this.#word}${from}${nth}`;
    const version = ++this.#version;
    const lane = this.#lanes.get(name);
    const [claim] = (await lane?.claim([key])) ?? [];
    assert.ok(lane && claim);
    const externalId = claim.externalId ?? `${this.#word}${to}${1000 + version}`;
    const { settledSeq } = await lane.position();
    const record = { masterKey: claim.masterKey, externalId, version, seq: version };
    await lane.settle({
      ...{ previousSeq: settledSeq, lastSeq: settledSeq + 1, counts: noCounts, outcomes: 'a1' },
      records: [{ ...record, hash: `of ${version}`, isFirst: claim.applied === null }],
    });
    const thing = this.#thingOf(from, key);
    if (claim.externalId === null) thing.ids.push(idIn(to, externalId));
    thing.applied.set(name, version);
  }

  /** @param second of two ids in one system the second thing's stays */
  async merge(kept: Thing, gone: Thing, second: boolean): Promise<void> {
    const places = [...new Set(kept.ids.map(placeOf))].filter((place) => has(gone.ids, place));
    const stays = places.flatMap((place) => current((second ? gone : kept).ids, place) ?? []);
    await this.#change({
      ...{ kind: 'merge', record: anyOf(kept), other: anyOf(gone) },
      stays: stays.map(plain),
    });
    const ids = [...kept.ids, ...gone.ids].map((id) => {
      const stay = stays.find((one) => placeOf(one) === placeOf(id));
      return { ...id, gaveWay: stay ? stay.externalId !== id.externalId : id.gaveWay };
    });
    for (const [lane, version] of gone.applied) {
      kept.applied.set(lane, Math.max(version, kept.applied.get(lane) ?? 0));
    }
    kept.ids = ids;
    this.things.splice(this.things.indexOf(gone), 1);
  }

  async split(whole: Thing, leaving: readonly Id[]): Promise<void> {
    const staying = whole.ids.filter((id) => !leaving.includes(id));
    const parts = [staying, leaving].map((ids) => ids.map((id) => ({ ...id })));
    const stays: Id[] = [];
    for (const ids of parts) {
      for (const id of ids) {
        if (current(ids, placeOf(id))) continue;
        id.gaveWay = false;
        stays.push(id);
      }
    }
    await this.#change({ kind: 'split', ids: leaving.map(plain), stays: stays.map(plain) });
    const [stayed = [], left = []] = parts;
    const appliedOf = (own: readonly Id[], other: readonly Id[]) =>
      new Map(
        LANES.flatMap(({ name, from, to }) => {
          const version = whole.applied.get(name);
          const isOwn = has(own, from) && !has(other, from) && has(own, to);
          return version !== undefined && isOwn ? [[name, version] as const] : [];
        }),
      );
    this.things.splice(
      ...[this.things.indexOf(whole), 1, { ids: stayed, applied: appliedOf(stayed, left) }],
      { ids: left, applied: appliedOf(left, stayed) },
    );
  }

  async #change(order: RelinkOrder): Promise<void> {
    await this.#store.relinks.change(order, noRecords, undefined);
  }

  /** Each key's claim, by lane, with the first id of its thing instead of the master key. */
  async claims() {
    const masterKeys = new Map<string, string>();
    const told: unknown[] = [];
    for (const { name, from } of LANES) {
      for (const key of this.keysOf(from).sort()) {
        const [claim] = (await this.#lanes.get(name)?.claim([key])) ?? [];
        assert.ok(claim);
        const { masterKey, externalId, applied, decided } = claim;
        const thing = masterKeys.get(masterKey) ?? `${from} ${key}`;
        masterKeys.set(masterKey, thing);
        const version = applied && applied.seq > 0 ? applied.version : null;
        told.push({ name, key, thing, externalId, version, gaveWay: decided?.gaveWay ?? false });
      }
    }
    return told;
  }

  /** The same as the model has it. */
  expected() {
    const firsts = new Map<Thing, string>();
    return LANES.flatMap(({ name, from, to }) =>
      this.keysOf(from)
        .sort()
        .map((key) => {
          const whole = this.#thingOf(from, key);
          const thing = firsts.get(whole) ?? `${from} ${key}`;
          firsts.set(whole, thing);
          const own = whole.ids.find((id) => placeOf(id) === from && id.externalId === key);
          return {
            ...{ name, key, thing, externalId: current(whole.ids, to)?.externalId ?? null },
            ...{ version: whole.applied.get(name) ?? null, gaveWay: own?.gaveWay ?? false },
          };
        }),
    );
  }
}

function plain({ connector, entity, externalId }: LinkedId): LinkedId {
  return { connector, entity, externalId };
}

function anyOf({ ids: [id] }: Thing): LinkedId {
  assert.ok(id);
  return plain(id);
}

type Act =
  | { readonly kind: 'deliver'; readonly lane: number; readonly nth: number }
  | { readonly kind: 'merge'; readonly of: readonly [number, number]; readonly second: boolean }
  | { readonly kind: 'split'; readonly of: number; readonly mask: number };

const acts = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('deliver' as const),
        lane: fc.nat(2),
        nth: fc.nat(3),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('merge' as const),
        of: fc.tuple(fc.nat(), fc.nat()),
        second: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('split' as const), of: fc.nat(), mask: fc.nat() }),
    },
  ),
  { minLength: 3, maxLength: 18 },
) satisfies fc.Arbitrary<Act[]>;

async function act(company: Company, one: Act): Promise<void> {
  const { things } = company;
  if (one.kind === 'deliver') {
    const lane = LANES[one.lane];
    if (lane) await company.deliver(lane, one.nth);
  } else if (one.kind === 'merge') {
    const [kept, gone] = one.of.map((nth) => things[nth % Math.max(1, things.length)]);
    if (kept && gone && kept !== gone) await company.merge(kept, gone, one.second);
  } else {
    const whole = things[one.of % Math.max(1, things.length)];
    const leaving = whole?.ids.filter((_, nth) => (one.mask >> nth) & 1) ?? [];
    if (!whole || leaving.length === 0 || leaving.length === whole.ids.length) return;
    await company.split(whole, leaving);
  }
}

let companies = 0;

async function openLanes(store: Store) {
  const lanes = new Map<LaneName, LaneMemory>();
  for (const { name, from, to } of LANES) {
    const { connector, entity } = idIn(to, '');
    lanes.set(name, await store.lane({ name, identity: from, connector, entity }));
  }
  return () => new Company(store, lanes, `${companies++}.`);
}

test('after any deliveries, merges and splits claims are what a model of sets says', async () => {
  await using bench = await storeBench();
  const open = await openLanes(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, async (history) => {
      const company = open();
      for (const one of history) {
        await act(company, one);
        assert.deepEqual(await company.claims(), company.expected());
      }
    }),
    { numRuns: 40 },
  );
});

test('what is merged and split again along its former ids has them, and is written under them, as before', async () => {
  await using bench = await storeBench();
  const open = await openLanes(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (history, second) => {
      const company = open();
      for (const one of history) if (one.kind === 'deliver') await act(company, one);
      const [kept, gone] = company.things;
      if (!kept || !gone) return;
      const before = await company.claims();
      const ids = new Set(gone.ids.map(idText));
      await company.merge(kept, gone, second);
      const leaving = kept.ids.filter((id) => ids.has(idText(id)));
      await company.split(kept, leaving);
      const ofIds = (claims: unknown) =>
        (claims as Record<string, unknown>[]).map(({ version: _version, ...rest }) => rest);
      assert.deepEqual(ofIds(await company.claims()), ofIds(before));
    }),
    { numRuns: 25 },
  );
});

test('it does not matter which of two is merged into which, but for the master key', async () => {
  await using bench = await storeBench();
  const open = await openLanes(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (history, second) => {
      const told: string[] = [];
      for (const turned of [false, true]) {
        const company = open();
        for (const one of history) if (one.kind === 'deliver') await act(company, one);
        const [kept, gone] = company.things;
        if (!kept || !gone) return;
        if (turned) await company.merge(gone, kept, !second);
        else await company.merge(kept, gone, second);
        told.push(JSON.stringify(await company.claims()).replaceAll(`${companies - 1}.`, ''));
      }
      assert.equal(told[0], told[1]);
    }),
    { numRuns: 25 },
  );
});
