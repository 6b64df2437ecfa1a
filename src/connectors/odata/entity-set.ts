import type { Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import type { Side } from '../http/failures.ts';
import { refused } from '../http/failures.ts';
import type { Spelling } from './literals.ts';
import { literal, textOf } from './literals.ts';
import type { Metadata, Structure } from './metadata.ts';
import type { Query } from './service.ts';

interface Parts {
  readonly name: string;
  /** Where the entity set is below the service's address. */
  readonly path: string;
  readonly structure: Structure;
  readonly metadata: Metadata;
  readonly spelling: Spelling;
  readonly side: Side;
}

/**
 * An entity set as its service declares it. An entity's id is the value of its key, or the key predicate of a key of several
 * properties (`dataAreaId='de',ItemNumber='A-1'`).
 */
export class EntitySet {
  readonly structure: Structure;
  readonly metadata: Metadata;
  readonly spelling: Spelling;
  readonly #parts: Parts;
  readonly #forget: () => void;

  /** @param forget called before a setting is refused for what the service does not have: it may be given that later */
  constructor(parts: Parts, forget: () => void) {
    ({ structure: this.structure, metadata: this.metadata, spelling: this.spelling } = parts);
    this.#parts = parts;
    this.#forget = forget;
  }

  get key(): readonly string[] {
    return this.structure.key;
  }

  /** Requires that all these are properties. @throws Failure that names the option and what there is */
  require(option: string, ...names: readonly (string | null | undefined)[]): void {
    const { properties } = this.structure;
    const strange = names.find((name) => typeof name === 'string' && !properties.has(name));
    if (typeof strange !== 'string') return;
    this.#forget();
    throw refused(
      this.#parts.side,
      `${this.#parts.name} has no property ${strange}: correct \`${option}\`. It has ${[...properties.keys()].join(', ')}.`,
    );
  }

  typeOf(property: string): string {
    return this.structure.properties.get(property) ?? '';
  }

  /** Null if the property cannot have this value. */
  literal(property: string, value: Json | undefined): string | null {
    return literal(value, this.typeOf(property), this.spelling);
  }

  /** The condition that a property has a value; null if it cannot. */
  isEqual(property: string, value: Json | undefined): string | null {
    const spelled = this.literal(property, value);
    return spelled === null ? null : `${property} eq ${spelled}`;
  }

  /** The id of an entity, from the properties of its key; null if one is missing. */
  idOf(entity: JsonObject): string | null {
    const [only, ...others] = this.key;
    if (only !== undefined && others.length === 0) {
      return textOf(entity[only]) || null;
    }
    const pairs = this.key.map((name) => [name, this.literal(name, entity[name])] as const);
    return pairs.some(([, value]) => value === null)
      ? null
      : pairs.map((pair) => pair.join('=')).join();
  }

  /** The properties of the key with their spelled values in this id; none if no entity can have it. */
  partsOf(id: string): readonly (readonly [name: string, value: string])[] {
    const [only = '', ...others] = this.key;
    const value = this.literal(only, id);
    if (others.length === 0) return value === null ? [] : [[only, value]];
    const pairs = [...id.matchAll(/(\w+)=((?:[\w.]*'(?:[^']|'')*')|[^,']+)/g)];
    return pairs.map(([, name = '', part = '']) => [name, part] as const);
  }

  /** The condition that an entity has this id; null if none can have it. */
  hasId(id: string): string | null {
    const parts = this.partsOf(id).map((part) => part.join(' eq '));
    return parts.length === 0 ? null : parts.join(' and ');
  }

  /** The address of one entity, below that of the service; null if none can have this id. */
  addressOf(id: string): string | null {
    const [only = '', ...others] = this.key;
    const predicate = others.length === 0 ? this.literal(only, id) : id;
    return predicate === null ? null : `${this.#address}(${encodeURIComponent(predicate)})`;
  }

  address({ filter = [], orderby = [], select = [], expand, top }: Query = {}): string {
    const options = {
      filter: filter.length > 1 ? filter.map((one) => `(${one})`).join(' and ') : filter.join(''),
      orderby: orderby.join(','),
      select: select.join(','),
      expand: expand ?? '',
      top: top === undefined ? '' : String(top),
    };
    const query = Object.entries(options).filter(([, value]) => value !== '');
    // Not as a form: some services take a plus for a plus, not for a space.
    const texts = query.map(([name, value]) => `$${name}=${encodeURIComponent(value)}`);
    return texts.length === 0 ? this.#address : `${this.#address}?${texts.join('&')}`;
  }

  get #address(): string {
    const { path, name } = this.#parts;
    if (path === '') return name;
    // Encoded already, or not.
    const encoded = encodeURI(path.replace(/^\/+|\/+$/g, '')).replaceAll('%25', '%');
    return `${encoded}/${name}`;
  }
}

/** The content of an entity without control information (`@odata.etag`, `picture@odata.mediaReadLink`), at all levels. */
export function contentOf(entity: JsonObject): JsonObject {
  const fields = Object.entries(entity).filter(([name]) => !name.includes('@'));
  return Object.fromEntries(fields.map(([name, value]) => [name, contentIn(value)]));
}

function contentIn(value: Json): Json {
  if (isJsonList(value)) return value.map(contentIn);
  return isJsonObject(value) ? contentOf(value) : value;
}
