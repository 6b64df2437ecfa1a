import type { JsonObject, Operation, Version } from '../../domain/index.ts';

/** What a mapping may know about a record besides its document. */
export interface MappingMeta {
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  readonly masterKey: string;
  /** The thing's id in the target, null while the hub does not know it. */
  readonly externalId: string | null;
  /** Name of the stream. */
  readonly stream: string;
}

/**
 * Maps one document, synchronously and without changing it. Null means: this lane does not send this record; it counts as settled.
 * Throws Failure MAPPING_FAILED, which dead-letters the record.
 */
export type Mapping = (document: JsonObject, meta: MappingMeta) => JsonObject | null;

/** The mapping of a lane without `map`: the target takes the source's words. */
export const identity: Mapping = (document) => document;
