import type { Json } from '../../domain/index.ts';
import type { MappingMeta } from './mapping.ts';

/**
 * A field list: the origin of each target field. A dotted target (`size.width`) makes nested objects. The target `'*'` with the
 * source `'*'` first copies all fields, which the other entries then replace.
 */
export type MappingSpec = Readonly<Record<string, FieldSpec>>;

/** A source path is short for `{ from: path }`. */
export type FieldSpec = string | FieldRule;

/**
 * The rule for one target field: one origin (`from`, `constant`, `meta`, `template`), then the steps `convert`, `lookup`, `each` and
 * `fields` **in the order in which they are written**, then `default` and `required`.
 *
 * A field that is absent in the source is absent in the target too. Null stays null and passes all steps unchanged. A list is
 * converted and looked up item by item, except by conversions that take lists.
 */
export interface FieldRule {
  /**
   * Source path: `a.b`, `list[0]`, `list[-1]` (the last), `["odd.name"]`, `.` (the document or list item itself), `$.a` (from the
   * whole document, inside `each`). Of several paths, the first whose value is present and not null is used.
   */
  readonly from?: string | readonly string[];
  /** A constant value. */
  readonly constant?: Json;
  /** A property that the hub knows about the record. */
  readonly meta?: keyof MappingMeta;
  /** Text with source paths in braces, `{brand} {name}`. Missing parts are empty; if all are missing, the field is absent. */
  readonly template?: string;
  /** One conversion, or several in order. A conversion with an option is written `{ decimal: comma }`. */
  readonly convert?: ConversionSpec | readonly ConversionSpec[];
  /** A table from source values to target values, or a file: a JSON or YAML object, or CSV (header line; key, value). */
  readonly lookup?: string | Readonly<Record<string, Json>>;
  /** Maps every item of a list with its own field list, whose paths are relative to the item. */
  readonly each?: MappingSpec;
  /** Maps an object with its own field list, whose paths are relative to the origin; without an origin the base does not change. */
  readonly fields?: MappingSpec;
  /** Used when the value is absent or null, or a lookup finds nothing. */
  readonly default?: Json;
  /** True: an absent or null value fails the record, except for a delete, which seldom has a document. */
  readonly required?: boolean;
  /** True: drops a field that `'*'` copied. */
  readonly omit?: boolean;
}

export type ConversionSpec = string | Readonly<Record<string, Json>>;
