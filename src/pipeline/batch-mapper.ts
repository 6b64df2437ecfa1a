import type { Failure, JsonObject } from '../domain/index.ts';
import type { MappingMeta } from './mapping/index.ts';

/**
 * Validates and maps the records of one lane, a batch at a time: in the calling thread (`mapInPlace`) or in another one, so that
 * heavy mappings block nothing else. Both methods answer for each record, in order, and change nothing. They throw when they
 * cannot answer for any record, or the signal's reason when it aborts.
 */
export interface BatchMapper {
  /** Checks documents of the source. @returns for each the failure if it breaks the schema, else null */
  validate(
    documents: readonly JsonObject[],
    signal: AbortSignal,
  ): Promise<readonly (Failure | null)[]>;
  map(inputs: readonly MappingInput[], signal: AbortSignal): Promise<readonly Mapped[]>;
}

/** A record whose master key is known. */
export interface MappingInput {
  readonly document: JsonObject;
  readonly meta: MappingMeta;
}

/** The result for one record. */
export type Mapped =
  /** The document for the target, and the hash by which its content is recognised later. */
  | { readonly kind: 'mapped'; readonly document: JsonObject; readonly hash: string }
  /** The mapping does not send this record. */
  | { readonly kind: 'left-out' }
  /** @member document the mapped document, if the target's schema refused it; else null */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly document: JsonObject | null };
