import type { ErrorObject } from 'ajv/dist/2020.js';
import { isJsonObject, nearest } from '../../domain/index.ts';
import type { PathSegment } from '../spec/index.ts';
import { pathText } from '../spec/index.ts';
import { formatWords } from './format-words.ts';
import { shown, typeWords, valueWords } from './value-words.ts';

/** An Ajv error as text. */
export interface Explanation {
  /** The wrong field; for a missing or unknown field the field itself, not its parent. */
  readonly path: readonly PathSegment[];
  readonly rule: string;
  /** `<field> <rule>, but is <value>`. */
  readonly message: string;
  /** The message without the field. */
  readonly reason: string;
}

/** Explains one error. Returns null for an error that only repeats another (an `if` beside the errors of its `then`). */
export function explain(error: ErrorObject): Explanation | null {
  if (error.keyword === 'if' || error.keyword === 'propertyNames') return null;
  const path = [...segmentsOf(error), ...ownField(error)];
  const reason = reasonOf(error);
  const field = pathText(path) || 'the document';
  return { path, rule: error.keyword, message: `${field} ${reason}`, reason };
}

/** Returns the field that a rule about an object's fields refers to. */
function ownField(error: ErrorObject): readonly string[] {
  const params = error.params as Record<string, unknown>;
  const field =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty ??
    error.propertyName;
  return typeof field === 'string' ? [field] : [];
}

function segmentsOf(error: ErrorObject): PathSegment[] {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((token) => (/^(0|[1-9]\d*)$/.test(token) ? Number(token) : token));
}

function reasonOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  const data: unknown = error.data;
  const limit = String(params.limit);
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is required, but missing';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `is not a known field${meant(error)}`;
    case 'type':
      return `must be ${typeWords(params.type)}, but is ${valueWords(data)}`;
    case 'enum':
      return `must be one of ${listOf(params.allowedValues)}, but is ${valueWords(data)}`;
    case 'const':
      return `must be ${shown(params.allowedValue)}, but is ${valueWords(data)}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${String(params.comparison)} ${limit}, but is ${valueWords(data)}`;
    case 'multipleOf':
      return `must be a multiple of ${String(params.multipleOf)}, but is ${valueWords(data)}`;
    case 'minLength':
    case 'maxLength':
      return lengthWords(error.keyword, limit, 'character', data);
    case 'minItems':
    case 'maxItems':
      return lengthWords(error.keyword, limit, 'item', data);
    case 'minProperties':
    case 'maxProperties':
      return lengthWords(error.keyword, limit, 'field', data);
    case 'pattern':
      if (error.propertyName !== undefined)
        return `must have a name that matches the pattern ${String(params.pattern)}`;
      return `must match the pattern ${String(params.pattern)}`;
    case 'format':
      return `must be ${formatWords(String(params.format), data)}`;
    case 'uniqueItems':
      return `must not repeat items, but items ${String(params.i)} and ${String(params.j)} are equal`;
    case 'anyOf':
      return 'must fit at least one of the allowed forms, but fits none';
    case 'oneOf':
      return 'must fit exactly one of the allowed forms';
    case 'false schema':
      return 'is not allowed here';
    default:
      return error.message ?? `breaks the rule ${error.keyword}`;
  }
}

/** Suggests a known field of a similar name, for a typing error. */
function meant(error: ErrorObject): string {
  const known = isJsonObject(error.parentSchema?.properties) ? error.parentSchema.properties : {};
  const near = nearest(ownField(error)[0] ?? '', Object.keys(known));
  return near === null ? '' : `; did you mean ${near}?`;
}

function listOf(allowed: unknown): string {
  return Array.isArray(allowed) ? allowed.map(shown).join(', ') : shown(allowed);
}

function lengthWords(keyword: string, limit: string, unit: string, data: unknown): string {
  const length = lengthOf(data);
  const least = keyword.startsWith('min');
  if (least && limit === '1' && length === '0') return 'must not be empty';
  const units = limit === '1' ? unit : `${unit}s`;
  return `must have ${least ? 'at least' : 'at most'} ${limit} ${units}, but has ${length}`;
}

function lengthOf(data: unknown): string {
  if (typeof data === 'string') return String([...data].length);
  if (Array.isArray(data)) return String(data.length);
  return isJsonObject(data) ? String(Object.keys(data).length) : '0';
}
