/**
 * The complete API for authors of connectors. `stellwerk new connector NAME` writes one to start from, and
 * `src/connectors/file` is the smallest built-in one: `spec.ts` declares what can be configured, `source.ts` reads pages,
 * `target.ts` takes batches, `index.ts` joins them. Every connector follows these rules: state lives in the connector and the cursor, never in module variables; nothing waits
 * without a limit or a signal; a page holds a bounded number of records; secrets stay out of messages.
 */
export * from './changes.ts';
export * from './connector.ts';
export * from './emission.ts';
export * from './known-keys.ts';
export * from './source.ts';
export * from './target.ts';
export * from './rows.ts';
export {
  Failure,
  formatVersion,
  inParallel,
  isJsonList,
  isJsonObject,
  isMoreUrgent,
  nextBoundary,
  parseSent,
  parseVersion,
  Places,
  reasonOf,
  shortened,
  shownJson,
  WaitingLine,
  WEB_ADDRESS,
  withinTime,
} from '../domain/index.ts';
export type {
  ChangeLag,
  Cursor,
  FailureCode,
  Json,
  JsonObject,
  JsonSchema,
  Operation,
  Priority,
  RejectedRow,
  SourceRecord,
  Version,
} from '../domain/index.ts';
