import type { Failure, JsonObject } from '../domain/index.ts';
import type { MappingMeta } from './mapping/index.ts';

/**
 * Validates and maps the records of one lane, a batch at a time: where it is called (`mapInPlace`), or elsewhere, so that what is
 * heavy holds nobody up. Both answer for each record, in order, and change nothing; they throw when nobody can be answered, or
 * the signal's reason when it aborts.
 */
export interface BatchMapper {
  /** Checks documents of the source. @returns why each of them breaks the schema; null where it does not */
  validate(
    documents: readonly JsonObject[],
    signal: AbortSignal,
  ): Promise<readonly (Failure | null)[]>;
  map(inputs: readonly MappingInput[], signal: AbortSignal): Promise<readonly Mapped[]>;
}

/** A record whose thing is known. */
export interface MappingInput {
  readonly document: JsonObject;
  readonly meta: MappingMeta;
}

/** What became of one record. */
export type Mapped =
  /** What the target is to hold, and the hash by which it is known again. */
  | { readonly kind: 'mapped'; readonly document: JsonObject; readonly hash: string }
  /** The mapping sends nothing of this record. */
  | { readonly kind: 'left-out' }
  /** @member document what was made of it, where that is what the target's schema refuses */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly document: JsonObject | null };
