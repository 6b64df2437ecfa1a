import type { InferEntity } from '@mikro-orm/core';
import { ActorSnapshot, AnsweredRequest, ApiKeyEntity, ConfigVersion } from './hub.ts';
import { Applied, DeadLetter, Lane, Parked, PausedKey, Returned, SettlementRow } from './lanes.ts';
import { Import, Run, Schedule, StreamState } from './streams.ts';
import { Endpoint, Link, Parted, TwoWayConflict, TwoWayThing } from './things.ts';

/** Every table of the hub's memory that the ORM knows. */
export const entities = [
  Endpoint,
  Link,
  Parted,
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

export type ConfigVersionRow = InferEntity<typeof ConfigVersion>;
export type ImportRow = InferEntity<typeof Import>;
export type ApiKeyEntityRow = InferEntity<typeof ApiKeyEntity>;

export * from './hub.ts';
export * from './lanes.ts';
export * from './streams.ts';
export * from './things.ts';
