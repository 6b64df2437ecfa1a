/**
 * The hub's memory: master keys and links, what each lane has applied, cursors and runs, actor snapshots, the hub's
 * lease.
 *
 * MikroORM describes the tables (entities), migrates them and reads. The two statements per batch on the record path
 * are handwritten SQL on a pool of their own, since the ORM's batch insert manages 12,700 rows a second and `unnest`
 * 95,000.
 *
 * Durability: claims and settlements both commit synchronously. A claim lost in a crash could already have given its
 * master key to a target, and asynchronous claims gained less than a tenth. A claim of known keys writes nothing and
 * therefore does not wait for the disk.
 */
export { reachDatabase } from './store.ts';
export type { LaneMemoryName, OpenedLane } from './lane-openings.ts';
export type { DatabaseOptions, HubDatabase, Snapshots, Store } from './store.ts';
export type { NamedRequest } from './answered-requests.ts';
export type { AuditLog, AuditProgress, VerifyOptions } from './audit-log.ts';
export { nothingDoomed } from './config-versions.ts';
export type { ConfigVersions, Doomed, Origins, StoredConfig } from './config-versions.ts';
export type { ErasureBook, HeldThing, ThingInStream } from './erasure-book.ts';
export type { Forgetting } from './forgetting.ts';
export type { ApiKeyBook, ApiKeyMoments } from './api-keys.ts';
export type { KeptConflict } from './two-way-book.ts';
export type { CauseBook, CauseFilter } from './cause-book.ts';
export type { DeadLetterBook, ReplayOrder } from './dead-letter-book.ts';
export type { ImportBook } from './import-book.ts';
export type { KeyHolding, LaneInquiry } from './lane-inquiry.ts';
export type { LaneMemory, LanePosition } from './lane-ledger.ts';
export type { KeyStory, LaneStory } from './lane-story.ts';
export type { LaneRecovery, NamedChange } from './lane-recovery.ts';
export type { Lease, LeaseOptions } from './lease.ts';
export { identityEndpoint } from './endpoints.ts';
export type { EndpointName, LinkedId, Links } from './endpoints.ts';
export type { IdSearch, KnownThing, RecordBook } from './record-book.ts';
export type {
  FlowPlace,
  RecordAgain,
  RelinkAnswer,
  RelinkBook,
  RelinkPlan,
} from './relink-book.ts';
export type { EnteredReplay, RunBook } from './run-book.ts';
export type { PassedTimes, ScheduleBook, StoredSchedule } from './schedule-book.ts';
export type { ReadCounts, RunError, StreamLedger, StreamMemoryState } from './stream-ledger.ts';
