import { hash as digest } from 'node:crypto';
import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { BatchMapper, Mapped, MappingInput } from './batch-mapper.ts';
import type { Semantics } from './lane.ts';
import type { Mapping } from './mapping/index.ts';
import { ALONE_MS, eachInTime } from './time-limit.ts';
import type { Validator, Violation } from './validation/index.ts';

/** The schemas and the mapping of one lane. */
export interface MappingRules {
  readonly semantics: Semantics;
  /** Checks the source's document; null accepts all. */
  readonly validate: Validator | null;
  readonly map: Mapping;
  /** Checks the mapped document; null accepts all. */
  readonly validateMapped: Validator | null;
}

/** The hash of every event. */
const EVENT = 'event';
/** 132 bits: a collision between two contents of one thing is practically impossible. */
const HASH_LENGTH = 22;
/** The hash of a deleted thing. */
export const DELETED = 'deleted';
/**
 * The prefix of the hash of a thing whose content in the target may have changed, since the thing was merged or split. Such a hash
 * equals that of no content, so the thing's next record is delivered. The rest distinguishes later deliveries from earlier ones.
 */
export const AGAIN = 'again:';
/**
 * The hash of a thing that a person wants written again, whatever the target holds. It equals that of no content, so
 * the thing's next record is delivered.
 */
export const FORCED = 'forced';

/** Maps in the calling thread. What takes too long on a record is ended, and the record is refused with RECORD_POISONED. */
export function mapInPlace(rules: MappingRules): BatchMapper {
  const check = (document: JsonObject) => validateDocument(document, rules);
  const map = (input: MappingInput) => mapRecord(input, rules);
  const lateCheck = () => late('validate');
  const lateMap = (input: MappingInput) => unmapped(input, late('map'));
  return {
    validate: async (documents) =>
      rules.validate?.mayRunLong ? eachInTime(documents, check, lateCheck) : documents.map(check),
    map: async (inputs) =>
      rules.map.mayRunLong || rules.validateMapped?.mayRunLong
        ? eachInTime(inputs, map, lateMap)
        : inputs.map(map),
  };
}

function late(stage: 'validate' | 'map'): Failure {
  const what = stage === 'map' ? 'Mapping' : 'Validating';
  return new Failure('RECORD_POISONED', {
    message: `${what} this record took more than ${ALONE_MS / 1000} s and was ended, since everything else waits meanwhile. With \`workers: true\` the lane does it in a worker thread.`,
    stage,
  });
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

/** Returns the result for a record whose mapping failed. A delete may lack the fields that the mapping needs; its id is enough. */
export function unmapped({ meta }: MappingInput, failure: Failure): Mapped {
  return meta.operation === 'delete'
    ? { kind: 'mapped', document: {}, hash: DELETED }
    : { kind: 'refused', failure, document: null };
}

/** Returns the hash that shows whether the target already holds this content. Events differ by their version alone. */
export function contentHash(document: object, semantics: Semantics): string {
  if (semantics === 'event') return EVENT;
  return digest('sha1', JSON.stringify(document), 'base64url').slice(0, HASH_LENGTH);
}

/** @param where a prefix for the message when the document is not that of the source */
function invalid(violations: readonly Violation[], where = ''): Failure {
  return new Failure('RECORD_INVALID', {
    message: where + violations.map(({ message }) => message).join('; '),
    details: { violations },
  });
}
