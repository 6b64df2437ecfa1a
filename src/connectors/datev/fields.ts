/**
 * What a field takes: `T` text, `N` whole number, `D` decimal number, `A` account, `d4` day and month of the booking
 * period, `d8` date, `y4` year.
 */
export type FieldKind = 'T' | 'N' | 'D' | 'A' | 'd4' | 'd8' | 'y4';

/** The values of a field, if its kind does not say it all. */
export interface Allowed {
  readonly pattern: RegExp;
  /** Completes the sentence "it must be …". */
  readonly rule: string;
}

/** A column of a file. */
export interface Field {
  /** The column's heading, which is also the field's name in documents. */
  readonly heading: string;
  readonly kind: FieldKind;
  /** Characters of a text, digits of a number (before the comma); 0 means that the field stays empty. */
  readonly size: number;
  /** Digits after the comma. */
  readonly decimals: number;
  readonly allowed?: Allowed;
}

/** @param type such as `T 60`, `N 1`, `D 10.2`, `A` */
export function field(type: string, heading: string, allowed?: Allowed): Field {
  const [kind = '', size = '0'] = type.split(' ');
  const [digits, decimals = 0] = size.split('.').map(Number);
  const made = { heading, kind: kind as FieldKind, size: digits ?? 0, decimals };
  return allowed ? { ...made, allowed } : made;
}

/** Fields whose headings differ by a number. */
export function numbered(count: number, fields: (n: number) => readonly Field[]): Field[] {
  return Array.from({ length: count }, (_, nth) => fields(nth + 1)).flat();
}

export function oneOf(...values: readonly (string | number)[]): Allowed {
  return { pattern: new RegExp(`^(${values.join('|')})$`), rule: `one of ${values.join(', ')}` };
}

export const flag = oneOf(0, 1);
export const notZero: Allowed = { pattern: /[1-9]/, rule: 'other than 0' };
export const country: Allowed = { pattern: /^[A-Z]{2}$/, rule: 'two capital letters, as DE' };
export const noBlanks: Allowed = { pattern: /^\S*$/, rule: 'without blanks' };

/** Finds fields by their names in documents, which may lack the dots of the heading. */
export function byName(fields: readonly Field[]): ReadonlyMap<string, Field> {
  return new Map(fields.filter(isFilled).map((one) => [nameOf(one.heading), one]));
}

/** A mapping reads a dot in the name of a target field as a level, so dots do not count. */
export function nameOf(heading: string): string {
  return heading.replaceAll('.', '').normalize('NFC');
}

function isFilled({ kind, size }: Field): boolean {
  return kind !== 'T' || size > 0;
}
