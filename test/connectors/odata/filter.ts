/** A part of OData's filter language: comparisons, joined by `and` and `or`. */
export type Row = Record<string, unknown>;

const TOKEN =
  /\s*(\(|\)|'(?:[^']|'')*'|[\w.]+'[^']*'|and\b|or\b|eq\b|ne\b|ge\b|gt\b|le\b|lt\b|[^\s()]+)/gy;
type Test = (row: Row) => boolean;

/** @throws Error for what a service would refuse */
export function filterOf(
  text: string,
  types: Readonly<Record<string, string>>,
  refusesOr: boolean,
): Test {
  const tokens = [...text.matchAll(TOKEN)].map(([, token = '']) => token);
  let at = 0;
  const take = () => tokens[at++] ?? '';
  const names: string[] = [];
  function either(): Test {
    const before = names.length;
    const parts = [both()];
    while (tokens[at] === 'or') {
      at++;
      parts.push(both());
    }
    const isMixed = new Set(names.slice(before)).size > 1;
    if (refusesOr && parts.length > 1 && isMixed)
      throw new Error('OR on distinct fields is not supported');
    return (row) => parts.some((part) => part(row));
  }
  function both(): Test {
    const parts = [one()];
    while (tokens[at] === 'and') {
      at++;
      parts.push(one());
    }
    return (row) => parts.every((part) => part(row));
  }
  function one(): Test {
    if (tokens[at] === '(') {
      at++;
      const inner = either();
      if (take() !== ')') throw new Error(`expected ) in ${text}`);
      return inner;
    }
    const [name, operator, literal] = [take(), take(), take()];
    const type = types[name];
    if (type === undefined) throw new Error(`no property ${name}`);
    const value = valueOf(literal, type);
    names.push(name);
    return (row) => {
      const held = row[name] ?? null;
      if (held === null || value === null) return (operator === 'ne') !== (held === value);
      const order = compare(held, value, type);
      const isTrue = {
        eq: order === 0,
        ne: order !== 0,
        ge: order >= 0,
        gt: order > 0,
        le: order <= 0,
        lt: order < 0,
      };
      return isTrue[operator as keyof typeof isTrue];
    };
  }
  const test = either();
  if (at !== tokens.length) throw new Error(`unexpected ${tokens[at]} in ${text}`);
  return test;
}

/** Reads a literal of the type, as a service that checks types does. */
export function valueOf(literal: string, type: string): unknown {
  if (literal === 'null') return null;
  const isText = /^'[^]*'$/.test(literal);
  const forms: Readonly<Record<string, RegExp>> = {
    'Edm.String': /^'[^]*'$/,
    'Edm.Guid': /^[0-9a-f-]{36}$/i,
    'Edm.DateTimeOffset': /^(?:'\d{4}-\d\d-\d\d'|\d{4}-\d\d-\d\dT[\d:.]+Z)$/,
    'Edm.Date': /^\d{4}-\d\d-\d\d$/,
    'Edm.Decimal': /^-?[\d.]+$/,
    'Edm.Int32': /^-?\d+$/,
  };
  if (!forms[type]?.test(literal)) throw new Error(`${literal} is no ${type}`);
  const text = isText ? literal.slice(1, -1).replaceAll("''", "'") : literal;
  return ['Edm.Decimal', 'Edm.Int32'].includes(type) ? Number(text) : text;
}

export function compare(one: unknown, other: unknown, type: string): number {
  const [a, b] = [one, other].map((value) => {
    if (type === 'Edm.DateTimeOffset') return microsOf(String(value));
    return type === 'Edm.Guid' ? String(value).toLowerCase() : (value as string | number);
  });
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  return b !== undefined && b !== null && a < b ? -1 : 1;
}

function microsOf(text: string): number {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text.replace(/\.\d+/, '')) * 1000 + Number(digits.padEnd(6, '0').slice(0, 6));
}
