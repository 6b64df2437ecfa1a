import type { JsonObject, Operation, Version } from '../../domain/index.ts';

/** What a mapping can use of a record besides its document. */
export interface MappingMeta {
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  readonly masterKey: string;
  /** The thing's id in the target; null while the hub does not know it. */
  readonly externalId: string | null;
  /** Name of the stream. */
  readonly stream: string;
}

/**
 * Maps one document synchronously, without changing it. Returns null when the lane does not send this record, which then counts as
 * settled. Throws Failure MAPPING_FAILED, which makes the record a dead letter.
 */
export interface Mapping {
  (document: JsonObject, meta: MappingMeta): JsonObject | null;
  /** Whether it may take very long, as somebody's own code may. */
  readonly mayRunLong?: boolean;
}

/** The mapping of a lane without `map`: the target gets the source's document. */
export const identity: Mapping = (document) => document;
