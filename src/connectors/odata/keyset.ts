import type { JsonObject, SourceSettings, Version } from '../../connector-api/index.ts';
import { parseVersion } from '../../connector-api/index.ts';
import { refused } from '../http/failures.ts';
import type { EntitySet } from './entity-set.ts';
import { behind, moment, textOf } from './literals.ts';
import type { Listed, Query } from './service.ts';

/** 1900-01-01. */
const EARLIEST = -2_208_988_800_000_000;

/**
 * Where a page begins.
 * - `from`: at the entities with this version, in the order of their versions.
 * - `ties`: behind the entity with this key among those from one version to before another, in the order of their keys. Without
 *   versions (`from` null) among all.
 * - `link`: at an address that the service names, because a page was empty without being the last.
 */
export type Place =
  | { readonly kind: 'from'; readonly from: Version }
  | {
      readonly kind: 'ties';
      readonly from: Version | null;
      readonly before: Version | null;
      readonly after: string | null;
    }
  | { readonly kind: 'link'; readonly link: string; readonly place: Place };

/**
 * Reads a list from entity to entity instead of following the service's links, which may count: then an entity that changes or is
 * deleted while pages are read moves another one to a page that was read already.
 *
 * A page begins at the version of the last entity of the page before, again with the entities of this very version. If all of a
 * page have one version, those of this version are read in the order of their keys. No condition joins two properties by `or`,
 * which Business Central refuses. A service may show a version with fewer digits than it compares; so "this version" is everything
 * up to the next one that it could show.
 */
export class Keyset {
  readonly #set: EntitySet;
  readonly #key: string;
  /** Null: the list has no versions, and is read in the order of its keys. */
  readonly #version: string | null;

  constructor(set: EntitySet, { key }: Pick<SourceSettings, 'key'>, version: string | null) {
    this.#set = set;
    this.#key = key;
    this.#version = version;
  }

  /** Where a list begins. @param from null: with the first entity, unless its version is null */
  first(from: Version | null): Place {
    const all = { kind: 'ties', from: null, before: null, after: null } as const;
    if (this.#version === null) return all;
    // A time that was never set may be 0001-01-01, for which there is no version: read apart, to be reported.
    if (from === null) return { ...all, before: EARLIEST };
    return { kind: 'from', from };
  }

  queryFor(place: Exclude<Place, { kind: 'link' }>): Pick<Query, 'filter' | 'orderby'> {
    const [version, key] = [this.#version ?? '', this.#key];
    const from = place.from === null ? [] : [`${version} ge ${this.#spell(place.from)}`];
    if (place.kind === 'from') return { filter: from, orderby: [version, key] };
    const before = place.before === null ? [] : [`${version} lt ${this.#spell(place.before)}`];
    const after = place.after === null ? [] : [`${key} gt ${this.#set.literal(key, place.after)}`];
    return { filter: [...from, ...before, ...after], orderby: [key] };
  }

  /** Where the page behind this one begins; null if it was the last. @param size how many entities were asked for */
  next(place: Place, { rows, next }: Pick<Listed, 'rows' | 'next'>, size: number): Place | null {
    const last = rows.at(-1);
    if (place.kind === 'link') {
      if (!last && next !== null) return { kind: 'link', link: next, place: place.place };
      return this.next(place.place, { rows, next }, size);
    }
    if (!last && next !== null) return { kind: 'link', link: next, place };
    const isLast = next === null && rows.length < size;
    if (place.kind === 'from') return isLast || !last ? null : this.#behind(place.from, last);
    if (last && !isLast) return { ...place, after: this.#keyOf(last, place.after) };
    return place.before === null ? null : { kind: 'from', from: place.before };
  }

  #behind(from: Version, last: JsonObject): Place {
    const text = last[this.#version ?? ''];
    const version = parseVersion(text);
    if (version === null) throw this.#lost(`has entities whose ${this.#version} is empty`);
    const type = this.#set.typeOf(this.#version ?? '');
    const before = behind(textOf(text), version, type, this.#set.spelling);
    if (before <= from) throw this.#lost('does not apply `$filter`');
    if (this.#spell(version) !== this.#spell(from)) return { kind: 'from', from: version };
    return { kind: 'ties', from, before, after: null };
  }

  #keyOf(last: JsonObject, after: string | null): string {
    const key = textOf(last[this.#key]);
    if (key !== '' && key !== after) return key;
    throw this.#lost(key === '' ? `has entities without ${this.#key}` : 'does not apply `$filter`');
  }

  #lost(what: string) {
    return refused('source', `The service ${what}, so the list cannot be read page by page.`);
  }

  #spell(version: Version): string {
    const type = this.#set.typeOf(this.#version ?? '');
    return moment(version, type, this.#set.spelling);
  }
}
