import type { Json } from '../../domain/index.ts';

/** Converts one value; undefined makes the field absent. Throws `Unconvertible`. */
export type Convert = (value: Json) => Json | undefined;

/** A conversion that the field list can name. */
export interface ConversionKind {
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Describes the option in `{ name: option }`; absent when the conversion takes none. */
  readonly option?: string;
  /** True when the option is required. */
  readonly optionRequired?: true;
  /** True when the conversion takes a list as one value. Other conversions convert each item of a list. */
  readonly takesLists?: true;
  /** Called once per use in a mapping. Returns a text when something is wrong with the option. */
  compile(option: Json | undefined): Convert | string;
}

/** Thrown when a conversion cannot convert a value. The message says what it accepts. */
export class Unconvertible extends Error {}

/** Returns the value as trimmed text. Accepts text, numbers and booleans, but no objects. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unconvertible('only text and numbers can be converted');
}
