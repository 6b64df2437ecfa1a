/** A text or number; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

type Value = { locale: string | null; scope: string | null; data: unknown };
export type Values = Record<string, Value[]>;

interface Attribute {
  readonly type: 'identifier' | 'text' | 'price' | 'metric' | 'options' | 'date';
  readonly localizable?: true;
  readonly scopable?: true;
}

const attributes: Readonly<Record<string, Attribute>> = {
  sku: { type: 'identifier' },
  name: { type: 'text', localizable: true },
  description: { type: 'text', localizable: true, scopable: true },
  color: { type: 'text' },
  price: { type: 'price' },
  weight: { type: 'metric' },
  materials: { type: 'options' },
  released: { type: 'date' },
};
const PROPERTIES = [
  'uuid',
  'code',
  'enabled',
  'family',
  'categories',
  'groups',
  'parent',
  'values',
];

/** An error of a line, as the PIM writes it. */
export interface Problem {
  readonly message: string;
  readonly errors?: readonly Readonly<Record<string, unknown>>[];
}

/** What is wrong with the form of a product, or null. */
export function problemOf(line: Readonly<Record<string, unknown>>): Problem | null {
  const strange = Object.keys(line).find((name) => !PROPERTIES.includes(name));
  if (strange !== undefined)
    return { message: `Property "${strange}" does not exist. Check the expected format.` };
  for (const [code, values] of Object.entries((line.values ?? {}) as Values)) {
    const attribute = attributes[code];
    if (!attribute) return { message: `The ${code} attribute does not exist in your PIM.` };
    if (!Array.isArray(values)) return { message: `Property "${code}" expects an array as data.` };
    for (const value of values) {
      const told = valueProblem(code, attribute, value);
      if (told !== null) {
        const { locale, scope } = value;
        const error = { property: 'values', message: told, attribute: code, locale, scope };
        return { message: 'Validation failed.', errors: [error] };
      }
    }
  }
  return null;
}

function valueProblem(code: string, { type, localizable, scopable }: Attribute, value: Value) {
  if (!['locale', 'scope', 'data'].every((name) => name in value))
    return `A value of ${code} needs locale, scope and data.`;
  if ((value.locale !== null) !== (localizable ?? false)) return `Wrong locale for ${code}.`;
  if ((value.scope !== null) !== (scopable ?? false)) return `Wrong channel for ${code}.`;
  if (value.data === null || value.data === '') return null;
  const isText = typeof value.data === 'string';
  const isList = Array.isArray(value.data);
  const fits = { identifier: isText, text: isText, date: isText, price: isList, options: isList };
  if (type === 'metric') return typeof value.data === 'object' ? null : `${code} needs an amount.`;
  return fits[type] ? null : `${code} expects another type of data.`;
}

/** Adds values to those of a product, in the PIM's own spelling; without data a value is gone. */
export function merged(held: Values, given: Values): Values {
  const all = structuredClone(held);
  for (const [code, values] of Object.entries(given)) {
    for (const { locale, scope, data } of values) {
      const others = (all[code] ?? []).filter(
        (one) => one.locale !== locale || one.scope !== scope,
      );
      const isEmpty = data === null || data === '' || (Array.isArray(data) && data.length === 0);
      const type = attributes[code]?.type ?? 'text';
      // Its own order: what was written last comes first.
      all[code] = isEmpty ? others : [{ locale, scope, data: stored(type, data) }, ...others];
      if (all[code].length === 0) delete all[code];
    }
  }
  return all;
}

function stored(type: Attribute['type'], data: unknown): unknown {
  if (type === 'date') return `${String(data).slice(0, 10)}T00:00:00+00:00`;
  if (type === 'options') return [...(data as string[])].toSorted();
  if (type === 'metric') {
    const { amount, unit } = data as { amount: unknown; unit: string };
    return { amount: Number(amount).toFixed(4), unit, symbol: unit.slice(0, 1) };
  }
  if (type !== 'price') return data;
  const prices = data as { amount: unknown; currency: string }[];
  return prices
    .map(({ amount, currency }) => ({ amount: Number(amount).toFixed(2), currency }))
    .toSorted((a, b) => a.currency.localeCompare(b.currency));
}

/** The values of some channel, locales and attributes; those for all channels and locales always. */
export function picked(values: Values, query: URLSearchParams): Values {
  const scope = query.get('scope');
  const locales = query.get('locales')?.split(',') ?? null;
  const codes = query.get('attributes')?.split(',') ?? null;
  const rows = Object.entries(values)
    .filter(([code]) => codes === null || codes.includes(code))
    .map(([code, list]): [string, Value[]] => [
      code,
      list
        .filter((one) => scope === null || one.scope === null || one.scope === scope)
        .filter((one) => locales === null || one.locale === null || locales.includes(one.locale)),
    ]);
  return Object.fromEntries(rows.filter(([, list]) => list.length > 0));
}
