import { defineEntity, p } from '@mikro-orm/core';
import type { FailedAttempt, JsonObject } from '../../domain/index.ts';
import { Endpoint } from './things.ts';
import { counter, identifier, partialIndex } from './columns.ts';

/* The memory of lanes: positions, what targets hold, what is set aside, what became of records. */

/** A lane's position and counts. The update of this row decides whether a batch counts. */
export const Lane = defineEntity({
  name: 'Lane',
  tableName: 'lane',
  uniques: [{ properties: ['name', 'identityEndpoint', 'targetEndpoint'] }],
  properties: {
    id: p.integer().primary().autoincrement(),
    identityEndpoint: () => p.manyToOne(Endpoint).createForeignKeyConstraint(false).index(false),
    targetEndpoint: () => p.manyToOne(Endpoint).createForeignKeyConstraint(false).index(false),
    settledSeq: counter(),
    applied: counter(),
    unchanged: counter(),
    superseded: counter(),
    echoed: counter(),
    deadLettered: counter(),
    lastSettledAt: p.datetime(3).nullable(),
    name: identifier(),
    /** Where the current drain, or the one that died, began or tried its last careful batch; -1 for none. */
    startedSeq: p.bigint('number').defaultRaw('-1'),
    starts: p.integer().defaultRaw('0'),
    generation: p.integer().defaultRaw('0'),
    inDoubt: p.boolean().defaultRaw('false'),
    /** Versions that were superseded by newer ones before the lane reached them. */
    conflated: counter(),
    /** The furthest position that the lane has settled, also before a replay moved it back. */
    furthestSeq: counter(),
    /** How often the lane was moved back in its log. */
    pass: p.integer().defaultRaw('0'),
    /** The careful batch that is tried, or was when the process died. */
    suspicion: p.json<JsonObject>().columnType('json').nullable(),
  },
});

/** What a lane's target holds of one thing: its id, version and content hash. */
export const Applied = defineEntity({
  name: 'Applied',
  tableName: 'applied',
  properties: {
    laneId: p.integer().primary(),
    masterKey: p.bigint('string').primary(),
    version: p.bigint('number'),
    seq: p.bigint('number'),
    externalId: identifier(),
    hash: identifier(),
  },
});

/** A record that a lane has set aside. */
export const Parked = defineEntity({
  name: 'Parked',
  tableName: 'parked',
  indexes: [{ name: 'parked_lane_id_key_index', properties: ['laneId', 'key'] }],
  properties: {
    laneId: p.integer().primary(),
    seq: p.bigint('number').primary(),
    version: p.bigint('number'),
    storedAt: p.datetime(3),
    dueAt: p.datetime(3).nullable(),
    deadLetterId: p.bigint('string').nullable(),
    attempts: p.integer(),
    operation: p.text(),
    key: identifier(),
    document: p.json<JsonObject>().columnType('json'),
    history: p.json<FailedAttempt[]>().columnType('json'),
    /** Of the last failed attempt. */
    code: p.text().nullable(),
    cause: p.text().nullable(),
  },
});

/** A key whose records wait in a lane because a person paused it. */
export const PausedKey = defineEntity({
  name: 'PausedKey',
  tableName: 'paused_key',
  properties: { laneId: p.integer().primary(), key: identifier().primary() },
});

/** A dead letter, open or closed. */
export const DeadLetter = defineEntity({
  name: 'DeadLetter',
  tableName: 'dead_letter',
  uniques: [{ properties: ['stream', 'laneId', 'origin'] }],
  indexes: [
    { name: 'dead_letter_lane_id_key_index', properties: ['laneId', 'key'] },
    partialIndex('dead_letter_open_index', "(lane_id, key) where state = 'open'"),
    partialIndex('dead_letter_unclosed_index', "(id) where state <> 'closed'"),
    partialIndex('dead_letter_closed_at_index', "(closed_at) where state = 'closed'"),
  ],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    seq: p.bigint('number').nullable(),
    version: p.bigint('number').nullable(),
    storedAt: p.datetime(3).nullable(),
    buriedAt: p.datetime(3),
    closedAt: p.datetime(3).nullable(),
    /** 0 for a row that failed before any lane. */
    laneId: p.integer(),
    attempts: p.integer(),
    edited: p.boolean().defaultRaw('false'),
    state: p.text().defaultRaw("'open'"),
    closing: p.text().nullable(),
    class: p.text(),
    code: p.text(),
    stage: p.text(),
    operation: p.text().nullable(),
    stream: identifier(),
    lane: identifier().nullable(),
    key: identifier().nullable(),
    /** Key and version of a record, or the position of a row: burying the same origin twice results in one letter. */
    origin: identifier(),
    position: p.text().nullable(),
    reason: p.text(),
    details: p.json<JsonObject>().columnType('json'),
    history: p.json<FailedAttempt[]>().columnType('json'),
    document: p.json<JsonObject>().columnType('json').nullable(),
    raw: p.text().nullable(),
    /** The reason without ids and numbers, by which failures are grouped. */
    cause: p.text(),
  },
});

/** What became of the records of one batch, in the form of `encodeOutcomes`. */
export const SettlementRow = defineEntity({
  name: 'SettlementRow',
  tableName: 'settlement',
  properties: {
    laneId: p.integer().primary(),
    pass: p.integer().primary(),
    lastSeq: p.bigint('number').primary(),
    firstSeq: p.bigint('number'),
    settledAt: p.datetime(3),
    outcomes: p.text(),
  },
});

/** The end of a record that had been set aside, with the attempts that it took. */
export const Returned = defineEntity({
  name: 'Returned',
  tableName: 'returned',
  indexes: [
    { name: 'returned_lane_id_key_index', properties: ['laneId', 'key'] },
    { name: 'returned_ended_at_index', properties: ['endedAt'] },
  ],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    seq: p.bigint('number'),
    version: p.bigint('number'),
    endedAt: p.datetime(3),
    laneId: p.integer(),
    attempts: p.integer(),
    outcome: p.text(),
    key: identifier(),
    history: p.json<FailedAttempt[]>().columnType('json'),
  },
});
