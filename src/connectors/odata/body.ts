import type { Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject, parseVersion } from '../../connector-api/index.ts';
import { numberOf } from '../../domain/index.ts';
import { isNumeric } from './literals.ts';
import type { Metadata, Structure } from './metadata.ts';

/** Types whose values a double may round, and that a service then takes as text (JSON format, 3.2). */
const LONG: ReadonlySet<string> = new Set(['Edm.Decimal', 'Edm.Int64']);
/** Types that hold no more digits than a double, and are never text. */
const ROUNDED: ReadonlySet<string> = new Set(['Edm.Double', 'Edm.Single']);
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A document as a service takes it. */
export interface Body {
  readonly content: JsonObject;
  readonly type: string;
}

/** Writes numbers as numbers where the service declares them as such, or all long ones as texts if one needs its digits. */
export function bodyOf(document: JsonObject, structure: Structure, metadata: Metadata): Body {
  let needsTexts = false;
  const asNumbers = mapValues(document, structure, metadata, (value, type) => {
    const number = toNumber(value, type);
    if (typeof number === 'string' && LONG.has(type) && NUMBER.test(number)) needsTexts = true;
    return number;
  });
  if (!needsTexts) return { content: asNumbers, type: 'application/json' };
  const content = mapValues(document, structure, metadata, (value, type) =>
    LONG.has(type) && typeof value === 'number' ? String(value) : toNumber(value, type),
  );
  return { content, type: 'application/json;IEEE754Compatible=true' };
}

/** What a document would leave in the service, in the service's own spelling of what it holds now. */
export function spelledLike(
  document: JsonObject,
  held: JsonObject,
  structure: Structure,
  metadata: Metadata,
): JsonObject {
  return mapValues(
    document,
    structure,
    metadata,
    (value, type, now) =>
      now !== undefined && isSame(toNumber(value, type), toNumber(now, type), type)
        ? now
        : toNumber(value, type),
    held,
  );
}

function isSame(one: Json, other: Json, type: string): boolean {
  if (one === other) return true;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  if (type === 'Edm.Guid') return one.toLowerCase() === other.toLowerCase();
  if (type !== 'Edm.DateTimeOffset' && type !== 'Edm.Date') return false;
  const version = parseVersion(one);
  return version !== null && version === parseVersion(other);
}

/** A text that is a number becomes one, unless a double would round it and the service would not. */
function toNumber(value: Json, type: string): Json {
  if (typeof value !== 'string' || !isNumeric(type) || !NUMBER.test(value)) return value;
  return ROUNDED.has(type) ? Number(value) : numberOf(Number(value), value);
}

type Change = (value: Json, type: string, held: Json | undefined) => Json;

/** Changes the simple values of a document, also within complex values and related entities. */
function mapValues(
  document: JsonObject,
  { properties, links }: Structure,
  metadata: Metadata,
  change: Change,
  held: JsonObject = {},
): JsonObject {
  const mapValue = (value: Json, type: string, now: Json | undefined): Json => {
    if (isJsonList(value)) {
      const [, one = type] = /^Collection\((.*)\)$/.exec(type) ?? [];
      return value.map((item, nth) => mapValue(item, one, isJsonList(now) ? now[nth] : undefined));
    }
    if (!isJsonObject(value)) return change(value, type, now);
    const structure = metadata.structure(type);
    const within = isJsonObject(now) ? now : {};
    return structure ? mapValues(value, structure, metadata, change, within) : value;
  };
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => {
      const type = properties.get(name) ?? links.get(name) ?? '';
      return [name, mapValue(value, type, Object.hasOwn(held, name) ? held[name] : undefined)];
    }),
  );
}
