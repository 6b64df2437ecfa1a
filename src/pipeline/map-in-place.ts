import { hash as digest } from 'node:crypto';
import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { BatchMapper, Mapped, MappingInput } from './batch-mapper.ts';
import type { Semantics } from './lane.ts';
import type { Mapping } from './mapping/index.ts';
import type { Validator, Violation } from './validation/index.ts';

/** By what the records of one lane are validated and mapped. */
export interface MappingRules {
  readonly semantics: Semantics;
  /** Checks the source's document; null accepts all. */
  readonly validate: Validator | null;
  readonly map: Mapping;
  /** Checks the mapped document; null accepts all. */
  readonly validateMapped: Validator | null;
}

/** Stands for the content of any event. */
const EVENT = 'event';
/** 132 bits: two contents of one thing that share it will not be met. */
const HASH_LENGTH = 22;
/** Stands for the content of a deleted thing. */
export const DELETED = 'deleted';
/**
 * Begins what stands for a content that may be another one by now, since the thing was merged or split. It equals the hash of no
 * content, so the thing's next record is delivered; what follows tells its deliveries from those before.
 */
export const AGAIN = 'again:';

export function mapInPlace(rules: MappingRules): BatchMapper {
  return {
    validate: (documents) =>
      Promise.resolve(documents.map((document) => validateDocument(document, rules))),
    map: (inputs) => Promise.resolve(inputs.map((input) => mapRecord(input, rules))),
  };
}

export function validateDocument(
  document: JsonObject,
  { validate }: Pick<MappingRules, 'validate'>,
): Failure | null {
  const violations = validate?.(document) ?? null;
  return violations && invalid(violations);
}

export function mapRecord(
  input: MappingInput,
  { map, validateMapped, semantics }: Omit<MappingRules, 'validate'>,
): Mapped {
  let mapped: JsonObject | null;
  try {
    mapped = map(input.document, input.meta);
  } catch (error) {
    return unmapped(input, Failure.from(error, 'MAPPING_FAILED', 'map'));
  }
  if (mapped === null) return { kind: 'left-out' };
  if (input.meta.operation === 'delete') return { kind: 'mapped', document: mapped, hash: DELETED };
  const violations = validateMapped?.(mapped) ?? null;
  if (violations) {
    const failure = invalid(violations, 'after mapping: ');
    return { kind: 'refused', failure, document: mapped };
  }
  return { kind: 'mapped', document: mapped, hash: contentHash(mapped, semantics) };
}

/** A record whose mapping failed. What is gone may lack the fields that the mapping wants; its id is enough to remove it. */
export function unmapped({ meta }: MappingInput, failure: Failure): Mapped {
  return meta.operation === 'delete'
    ? { kind: 'mapped', document: {}, hash: DELETED }
    : { kind: 'refused', failure, document: null };
}

/** Tells whether the target holds this content already. Events are told apart by their version alone. */
export function contentHash(document: object, semantics: Semantics): string {
  if (semantics === 'event') return EVENT;
  return digest('sha1', JSON.stringify(document), 'base64url').slice(0, HASH_LENGTH);
}

/** @param where told before the reasons when it is not the source's document */
function invalid(violations: readonly Violation[], where = ''): Failure {
  return new Failure('RECORD_INVALID', {
    message: where + violations.map(({ message }) => message).join('; '),
    details: { violations },
  });
}
