import assert from 'node:assert/strict';
import type { LinkedId, RelinkOrder } from '../../src/domain/index.ts';
import type { LaneMemory, Store } from '../../src/store/index.ts';
import { noCounts } from './support.ts';

/*
 * A model of things as sets of ids, which predicts claims after any deliveries, merges and splits. Customers of a shop and of an
 * ERP go to a CRM. Those of the ERP also go to the shop, where their ids are keys of the shop's own stream.
 */

export const LANES = [
  { name: 'shop/crm', from: 'shop/customer', to: 'crm/contact' },
  { name: 'erp/crm', from: 'erp/customer', to: 'crm/contact' },
  { name: 'erp/shop', from: 'erp/customer', to: 'shop/customer' },
] as const;
type LaneName = (typeof LANES)[number]['name'];

export interface Id extends LinkedId {
  gaveWay: boolean;
}

export interface Thing {
  /** Identifies the thing for as long as its master key exists. */
  readonly label: number;
  ids: Id[];
  /** Labels of things that it was split from. */
  parted: Set<number>;
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

/** One of several companies in one store. All ids of a company begin with its own word. */
export class Company {
  readonly things: Thing[] = [];
  readonly #store: Store;
  readonly #lanes: ReadonlyMap<LaneName, LaneMemory>;
  /** The prefix of all its ids. */
  readonly word: string;
  #version = 0;
  #labels = 0;

  constructor(store: Store, lanes: ReadonlyMap<LaneName, LaneMemory>, word: string) {
    this.#store = store;
    this.#lanes = lanes;
    this.word = word;
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
    const thing = this.#newThing([idIn(place, externalId)], new Map());
    this.things.push(thing);
    return thing;
  }

  #newThing(ids: Id[], applied: Map<LaneName, number>): Thing {
    return { label: this.#labels++, ids, applied, parted: new Set() };
  }

  /** Delivers a version of a key through a lane. The target makes an id if the hub knows none. */
  async deliver({ name, from, to }: (typeof LANES)[number], nth: number): Promise<void> {
    const key = `${this.word}${from}${nth}`;
    const version = ++this.#version;
    const lane = this.#lanes.get(name);
    const [claim] = (await lane?.claim([key])) ?? [];
    assert.ok(lane && claim);
    const externalId = claim.externalId ?? `${this.word}${to}${1000 + version}`;
    const { settledSeq } = await lane.position();
    const record = { masterKey: claim.masterKey, externalId, version, seq: version };
    await lane.settle({
      ...{ previousSeq: settledSeq, lastSeq: settledSeq + 1, counts: noCounts, outcomes: 'a1' },
      records: [{ ...record, hash: `of ${version}`, isFirst: claim.applied === null }],
      ...(claim.decided && claim.externalId === null ? { decided: [claim.masterKey] } : {}),
    });
    const thing = this.#thingOf(from, key);
    if (claim.externalId === null) thing.ids.push(idIn(to, externalId));
    thing.applied.set(name, version);
  }

  /** @param second whether, of two ids in one system, the second thing's stays */
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
    for (const { parted } of this.things) if (parted.delete(gone.label)) parted.add(kept.label);
    kept.parted = new Set([...kept.parted, ...gone.parted]);
    kept.parted.delete(kept.label);
    kept.parted.delete(gone.label);
    this.things.splice(this.things.indexOf(gone), 1);
  }

  async split(whole: Thing, leaving: readonly Id[]): Promise<void> {
    const staying = whole.ids.filter((id) => !leaving.includes(id));
    const parts = [staying, leaving].map((ids) => ids.map((id) => ({ ...id })));
    const chosen: Id[] = [];
    for (const ids of parts) {
      for (const id of ids) {
        if (current(ids, placeOf(id))) continue;
        id.gaveWay = false;
        chosen.push(id);
      }
    }
    await this.#change({ kind: 'split', ids: leaving.map(plain), stays: chosen.map(plain) });
    const [stayed = [], left = []] = parts;
    const appliedOf = (own: readonly Id[], other: readonly Id[]) =>
      new Map(
        LANES.flatMap(({ name, from, to }) => {
          const version = whole.applied.get(name);
          const isOwn = has(own, from) && !has(other, from) && has(own, to);
          return version !== undefined && isOwn ? [[name, version] as const] : [];
        }),
      );
    const leaves = this.#newThing(left, appliedOf(left, stayed));
    leaves.parted.add(whole.label);
    const stays = { ...whole, ids: stayed, applied: appliedOf(stayed, left) };
    stays.parted.add(leaves.label);
    this.things.splice(this.things.indexOf(whole), 1, stays, leaves);
  }

  async #change(order: RelinkOrder): Promise<void> {
    await this.#store.relinks.change(order, noRecords, undefined);
  }

  /** Returns each key's claim, by lane, with the first key of its thing instead of the master key. */
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
        told.push({
          name,
          key,
          thing,
          externalId,
          version,
          gaveWay: decided?.gaveWay ?? false,
          parted: [...(decided?.parted ?? [])].sort(),
        });
      }
    }
    return told;
  }

  #partedIn({ parted }: Thing, place: string): string[] {
    const ids = this.things.filter(({ label }) => parted.has(label)).flatMap((thing) => thing.ids);
    const there = ids.filter((id) => placeOf(id) === place);
    return there.map(({ externalId }) => externalId).sort();
  }

  /** Returns the same as the model predicts it. */
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
            parted: this.#partedIn(whole, to),
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

let companies = 0;

/** Opens the lanes. @returns a function that makes a new company in them */
export async function openCompanies(store: Store) {
  const lanes = new Map<LaneName, LaneMemory>();
  for (const { name, from, to } of LANES) {
    const { connector, entity } = idIn(to, '');
    lanes.set(name, await store.lane({ name, identity: from, connector, entity }));
  }
  return () => new Company(store, lanes, `${companies++}.`);
}
