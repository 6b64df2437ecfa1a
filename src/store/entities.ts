import type { InferEntity } from '@mikro-orm/core';
import { defineEntity, p } from '@mikro-orm/core';
import type { Doomed } from './config-versions.ts';
import type {
  Cursor,
  FailedAttempt,
  ImportOrder,
  Json,
  JsonObject,
  RunKind,
} from '../domain/index.ts';

/*
 * The tables of the hub's memory. A table's columns are ordered so that rows pack without padding (eight bytes wide first).
 * Identifiers are compared byte-wise (collation "C"): a third of the cost of a language's order, and the same on every server.
 * There are no foreign keys: `link` and `applied` take a million rows a minute, each check would cost a lookup and a lock on
 * the one row that all of them name, and endpoints are never deleted.
 */

const counter = () => p.bigint('number').defaultRaw('0');
const identifier = () => p.text().collation('C');

/** An index over part of a table, as the migration makes it. */
const partialIndex = (name: string, rest: string) => ({
  name,
  expression: (_columns: unknown, table: { schema?: string; name: string }) =>
    `create index "${name}" on "${table.schema}"."${table.name}" ${rest}`,
});

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
  },
});

/** A lane's position and counts; the row whose change decides whether a batch counts. */
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
    /** Where the drain at work, or the one that died, began; and the record that it tried alone. -1 for none. */
    startedSeq: p.bigint('number').defaultRaw('-1'),
    suspectSeq: p.bigint('number').defaultRaw('-1'),
    starts: p.integer().defaultRaw('0'),
    suspicions: p.integer().defaultRaw('0'),
    generation: p.integer().defaultRaw('0'),
    inDoubt: p.boolean().defaultRaw('false'),
    /** Versions that newer ones had taken the place of before the lane came to them. */
    conflated: counter(),
    /** The furthest place that the lane has settled, also before a replay took it back. */
    furthestSeq: counter(),
    /** How often it went back in its log. */
    pass: p.integer().defaultRaw('0'),
  },
});

/** What a lane's target holds of one thing: under which id, in which version, with which content. */
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

/** A key whose records wait in a lane because a person said so. */
export const PausedKey = defineEntity({
  name: 'PausedKey',
  tableName: 'paused_key',
  properties: { laneId: p.integer().primary(), key: identifier().primary() },
});

/** A dead letter, open or over. */
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
    /** Key and version of a record, or the position of a row: what makes burying twice one letter. */
    origin: identifier(),
    position: p.text().nullable(),
    reason: p.text(),
    details: p.json<JsonObject>().columnType('json'),
    history: p.json<FailedAttempt[]>().columnType('json'),
    document: p.json<JsonObject>().columnType('json').nullable(),
    raw: p.text().nullable(),
    /** The reason without ids and numbers: what is grouped by. */
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

/** How far a stream's source has been read, and the sums over all its runs. */
export const StreamState = defineEntity({
  name: 'StreamState',
  tableName: 'stream_state',
  properties: {
    name: identifier().primary(),
    /** `json`, not `jsonb`: a cursor comes back exactly as its source wrote it. */
    cursor: p.json<Cursor>().columnType('json').nullable(),
    read: counter(),
    stored: counter(),
    skipped: counter(),
    rejected: counter(),
  },
});

/** When a stream is read by itself next, and how that went so far. */
export const Schedule = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: {
    stream: identifier().primary(),
    dueAt: p.datetime(3),
    lastDueAt: p.datetime(3).nullable(),
    /** When a run was last ordered for a time. */
    orderedAt: p.datetime(3).nullable(),
    ordered: counter(),
    missed: counter(),
    skipped: counter(),
    timetable: p.text(),
  },
});

/** One poll, import or replay. */
export const Run = defineEntity({
  name: 'Run',
  tableName: 'run',
  indexes: [{ name: 'run_stream_id_index', properties: ['stream', 'id'] }],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    read: counter(),
    stored: counter(),
    skipped: counter(),
    rejected: counter(),
    stream: identifier(),
    /** A failure code, null for a run that went through. */
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    kind: p.text().$type<RunKind>().defaultRaw("'poll'"),
    /** Of a replay. */
    lane: identifier().nullable(),
    cursorBefore: p.json<Cursor>().columnType('json').nullable(),
    cursorAfter: p.json<Cursor>().columnType('json').nullable(),
  },
});

/** An actor's persisted state, by which a pause survives a restart. */
export const ActorSnapshot = defineEntity({
  name: 'ActorSnapshot',
  tableName: 'actor_snapshot',
  properties: {
    id: identifier().primary(),
    snapshot: p.json<JsonObject>().columnType('json'),
    updatedAt: p.datetime(3),
  },
});

/** One import: what it is to do, how far it has come, and its end. */
export const Import = defineEntity({
  name: 'Import',
  tableName: 'import',
  uniques: [{ properties: ['requestId'] }],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    createdAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    read: counter(),
    stored: counter(),
    rejected: counter(),
    byteOffset: counter(),
    lines: counter(),
    fileBytes: counter(),
    fileSize: counter(),
    logSeq: counter(),
    rejectsBytes: counter(),
    stream: identifier(),
    /** `finished` or `cancelled`; null until it is over. */
    outcome: p.text().nullable(),
    requestedBy: p.text(),
    /** Names the intent: a repeated request is one import. */
    requestId: identifier().nullable(),
    job: p.json<ImportOrder>().columnType('json'),
  },
});

/** An API key of the control API; the key itself is not kept. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    id: identifier().primary(),
    name: p.text(),
    role: p.text(),
    /** Null for all. */
    streams: p.json<string[]>().columnType('json').nullable(),
    /** SHA-256 of the whole key. */
    hash: identifier(),
  },
});

/** An order that named itself, and its answer. */
export const AnsweredRequest = defineEntity({
  name: 'AnsweredRequest',
  tableName: 'answered_request',
  indexes: [{ name: 'answered_request_answered_at_index', properties: ['answeredAt'] }],
  properties: {
    answeredAt: p.datetime(3),
    id: identifier().primary(),
    /** Hash of all that the order says. */
    content: p.text(),
    /** Null within the transaction alone. */
    answer: p.json<Json>().columnType('json').nullable(),
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

/** A version of the configuration that took effect. */
export const ConfigVersion = defineEntity({
  name: 'ConfigVersion',
  tableName: 'config_version',
  properties: {
    version: p.integer().primary().autoincrement(false),
    appliedAt: p.datetime(3),
    hash: p.text(),
    main: p.text(),
    files: p.json<Readonly<Record<string, string>>>().columnType('json'),
    appliedBy: p.text(),
    note: p.text(),
    doomed: p.json<Doomed>().columnType('json'),
  },
});

export const entities = [
  Endpoint,
  Link,
  Lane,
  Applied,
  Parked,
  PausedKey,
  DeadLetter,
  StreamState,
  Schedule,
  Run,
  ActorSnapshot,
  Import,
  ApiKeyEntity,
  AnsweredRequest,
  ConfigVersion,
  TwoWayThing,
  TwoWayConflict,
  SettlementRow,
  Returned,
];

export type EndpointRow = InferEntity<typeof Endpoint>;
export type ConfigVersionRow = InferEntity<typeof ConfigVersion>;
export type RunRow = InferEntity<typeof Run>;
export type ImportRow = InferEntity<typeof Import>;
export type DeadLetterRow = InferEntity<typeof DeadLetter>;
export type ApiKeyEntityRow = InferEntity<typeof ApiKeyEntity>;
