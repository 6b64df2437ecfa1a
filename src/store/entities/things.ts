import { defineEntity, p } from '@mikro-orm/core';
import type { Json, JsonObject } from '../../domain/index.ts';
import { identifier } from './columns.ts';

/* Things and their ids, and what two-way flows know of them. */

/** A space of ids: the records of one entity in one connector, or a key space that several sources share. */
export const Endpoint = defineEntity({
  name: 'Endpoint',
  tableName: 'endpoint',
  uniques: [{ properties: ['connector', 'entity'] }],
  properties: {
    id: p.integer().primary().autoincrement(),
    /** Empty for a shared key space. */
    connector: identifier(),
    entity: identifier(),
  },
});

/** One thing's id at one endpoint. */
export const Link = defineEntity({
  name: 'Link',
  tableName: 'link',
  indexes: [{ name: 'link_master_key_endpoint_id_index', properties: ['masterKey', 'endpoint'] }],
  properties: {
    masterKey: p.bigint('string'),
    endpoint: () => p.manyToOne(Endpoint).primary().createForeignKeyConstraint(false).index(false),
    externalId: identifier().primary(),
    /**
     * Of a thing that was merged or split: whether another id of the same endpoint replaces this one. Null for all
     * others.
     */
    gaveWay: p.boolean().nullable(),
  },
});

/** Two things that a person split; each pair in both directions. */
export const Parted = defineEntity({
  name: 'Parted',
  tableName: 'parted',
  properties: {
    masterKey: p.bigint('string').primary().autoincrement(false),
    other: p.bigint('string').primary().autoincrement(false),
  },
});

/** What is known of both sides of a thing that flows both ways. */
export const TwoWayThing = defineEntity({
  name: 'TwoWayThing',
  tableName: 'two_way',
  properties: {
    masterKey: p.bigint('string').primary().autoincrement(false),
    flow: identifier().primary(),
    state: p.json<JsonObject>().columnType('json'),
    /** What was about to be written to a side; null once its outcome is known. */
    intent: p.json<JsonObject>().columnType('json').nullable(),
  },
});

/** A field that both sides of a flow changed. */
export const TwoWayConflict = defineEntity({
  name: 'TwoWayConflict',
  tableName: 'two_way_conflict',
  indexes: [{ name: 'two_way_conflict_flow_id_index', properties: ['flow', 'id'] }],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    metAt: p.datetime(3).defaultRaw('now()'),
    masterKey: p.bigint('string'),
    flow: identifier(),
    field: p.text(),
    winner: p.text(),
    key: identifier(),
    valueA: p.json<Json>().columnType('json'),
    valueB: p.json<Json>().columnType('json'),
  },
});
