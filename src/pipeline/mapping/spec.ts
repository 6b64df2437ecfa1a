import type { Json } from '../../domain/index.ts';
import type { MappingMeta } from './mapping.ts';

/**
 * A field list: target field to where it comes from. A dotted target (`size.width`) makes nested objects; the target `'*'` with
 * the source `'*'` copies all fields first, which the others then replace.
 */
export type MappingSpec = Readonly<Record<string, FieldSpec>>;

/** A source path alone is short for `{ from: path }`. */
export type FieldSpec = string | FieldRule;

/**
 * How one target field gets its value: one origin (`from`, `constant`, `meta`, `template`), then the steps `convert`, `lookup`,
 * `each` and `fields` **in the order in which they are written**, then `default` and `required`.
 *
 * A field that the source does not have is absent from the target too; null stays null and passes all steps untouched. A list is
 * converted and looked up item by item, except by conversions that take lists.
 */
export interface FieldRule {
  /**
   * Source path: `a.b`, `list[0]`, `list[-1]` (the last), `["odd.name"]`, `.` (the document or list item itself), `$.a` (from the
   * whole document, inside `each`). Of several the first that is there and not null.
   */
  readonly from?: string | readonly string[];
  /** Always this value. */
  readonly constant?: Json;
  /** Something the hub knows about the record. */
  readonly meta?: keyof MappingMeta;
  /** Text with source paths in braces, `{brand} {name}`; missing parts are empty, all missing means absent. */
  readonly template?: string;
  /** One conversion or several in order; one with an option is written `{ decimal: comma }`. */
  readonly convert?: ConversionSpec | readonly ConversionSpec[];
  /** A table from source value to target value, or a file: JSON or YAML object, or CSV (header line; key, value). */
  readonly lookup?: string | Readonly<Record<string, Json>>;
  /** Maps every item of a list with a field list of its own; paths are meant from the item. */
  readonly each?: MappingSpec;
  /** Maps an object with a field list of its own; paths are meant from `from`, or stay where they are without one. */
  readonly fields?: MappingSpec;
  /** Used when the value is absent or null, or a lookup finds nothing. */
  readonly default?: Json;
  /** True: an absent or null value fails the record (deletions excepted, which seldom carry a document). */
  readonly required?: boolean;
  /** True: drops a field that `'*'` copied. */
  readonly omit?: boolean;
}

export type ConversionSpec = string | Readonly<Record<string, Json>>;
