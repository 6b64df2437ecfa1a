import { defineEntity, p } from '@mikro-orm/core';
import type { Json, JsonObject } from '../../domain/index.ts';
import type { Doomed, Origins } from '../config-versions.ts';
import { identifier } from './columns.ts';

/* Data of the hub itself: actors, keys, answers, configurations. */

/** An actor's persisted state, so that a pause survives a restart. */
export const ActorSnapshot = defineEntity({
  name: 'ActorSnapshot',
  tableName: 'actor_snapshot',
  properties: {
    id: identifier().primary(),
    snapshot: p.json<JsonObject>().columnType('json'),
    updatedAt: p.datetime(3),
  },
});

/** An API key of the control API; the key itself is not stored. */
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
    /** Null for all streams. */
    streams: p.json<string[]>().columnType('json').nullable(),
    /** SHA-256 of the whole key. */
    hash: identifier(),
  },
});

/** An order with a request id, and its answer. */
export const AnsweredRequest = defineEntity({
  name: 'AnsweredRequest',
  tableName: 'answered_request',
  indexes: [{ name: 'answered_request_answered_at_index', properties: ['answeredAt'] }],
  properties: {
    answeredAt: p.datetime(3),
    id: identifier().primary(),
    /** Hash of the whole content of the order. */
    content: p.text(),
    /** Null only within the transaction. */
    answer: p.json<Json>().columnType('json').nullable(),
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
    origins: p.json<Origins>().columnType('json'),
  },
});
