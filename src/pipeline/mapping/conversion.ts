import type { Json } from '../../domain/index.ts';

/** Converts one value; undefined makes the field absent. Throws `Unconvertible`. */
export type Convert = (value: Json) => Json | undefined;

/** A conversion that the field list can name. */
export interface ConversionKind {
  /** One sentence for the documentation. */
  readonly summary: string;
  /** What may stand behind the colon in `{ name: option }`; absent when the conversion takes none. */
  readonly option?: string;
  /** True when it cannot do without its option. */
  readonly optionRequired?: true;
  /** True when it takes a list as one value; others convert a list item by item. */
  readonly takesLists?: true;
  /** Called once per use in a mapping. Returns what is wrong with the option as text. */
  compile(option: Json | undefined): Convert | string;
}

/** The value is none that the conversion can take; the message says what it would take. */
export class Unconvertible extends Error {}

/** The value as text without outer blanks; numbers count as text, objects do not. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unconvertible('only text and numbers can be converted');
}
