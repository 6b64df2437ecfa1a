import type { Json } from '../../domain/index.ts';
import type { ConversionKind, Convert } from './conversion.ts';
import { Unconvertible, asText } from './conversion.ts';

interface Notation {
  readonly pattern: RegExp;
  readonly example: string;
  toPlain(text: string): string;
}

/** Strict on purpose: a number in the wrong notation is refused, since `1.234` may mean 1234 or 1.234. */
const notations: Readonly<Record<string, Notation>> = {
  plain: {
    pattern: /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i,
    example: '1234.56',
    toPlain: (text) => text,
  },
  comma: {
    pattern: /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/,
    example: '1.234,56',
    toPlain: (text) => text.replaceAll('.', '').replace(',', '.'),
  },
  point: {
    pattern: /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/,
    example: '1,234.56',
    toPlain: (text) => text.replaceAll(',', ''),
  },
};

const NOTATION_OPTION = 'plain (1234.56, default), comma (1.234,56) or point (1,234.56)';

export const numberConversions: Readonly<Record<string, ConversionKind>> = {
  decimal: {
    summary: 'A number; empty text is absent.',
    option: NOTATION_OPTION,
    compile: (option) => numberReader('decimal', option, (number) => number),
  },
  integer: {
    summary: 'A whole number; empty text is absent, a fraction is refused.',
    option: NOTATION_OPTION,
    compile: (option) => numberReader('integer', option, whole),
  },
  round: {
    summary: 'Rounds a number half away from zero.',
    option: 'digits after the point, 0 to 10 (default 0)',
    compile: roundTo,
  },
  multiply: {
    summary: 'Multiplies a number.',
    option: 'the factor',
    optionRequired: true,
    compile: (option) => arithmetic(option, (a, b) => a * b),
  },
  divide: {
    summary: 'Divides a number, e.g. cents by 100.',
    option: 'the divisor, not 0',
    optionRequired: true,
    compile: (option) =>
      option === 0 ? 'the divisor must not be 0' : arithmetic(option, (a, b) => a / b),
  },
};

function numberReader(
  name: string,
  option: Json | undefined,
  finish: (number: number) => number,
): Convert | string {
  const notation = notations[typeof option === 'string' ? option : 'plain'];
  if (!notation || (option !== undefined && typeof option !== 'string'))
    return `the option must be ${NOTATION_OPTION}`;
  return (value) => {
    if (typeof value === 'number') return finish(value);
    if (typeof value !== 'string')
      throw new Unconvertible('only text and numbers can be converted');
    const text = value.trim();
    if (text === '') return undefined;
    const number = notation.pattern.test(text) ? Number(notation.toPlain(text)) : Number.NaN;
    if (Number.isFinite(number)) return finish(number);
    throw new Unconvertible(`write it like ${notation.example}${otherNotations(name, text)}`);
  };
}

/** The options that would read the text: whoever maps an export can seldom change how it writes numbers. */
function otherNotations(name: string, text: string): string {
  return Object.entries(notations)
    .filter(([, { pattern }]) => pattern.test(text))
    .map(
      ([option, { example }]) =>
        `, or convert it by { ${name}: ${option} } if it is one like ${example}`,
    )
    .join('');
}

function whole(number: number): number {
  if (Number.isSafeInteger(number)) return number;
  throw new Unconvertible('it is not a whole number (use `round` first to make it one)');
}

function roundTo(option: Json | undefined): Convert | string {
  const digits = option ?? 0;
  if (typeof digits !== 'number' || !Number.isInteger(digits) || digits < 0 || digits > 10) {
    return 'the option must be a whole number from 0 to 10';
  }
  return (value) => {
    const number = asNumber(value);
    // Shifts in decimal notation instead of multiplying: 1.005 * 100 is 100.49999999999999.
    const shifted = Math.round(Number(`${Math.abs(number)}e${digits}`));
    const rounded = Number(`${shifted}e-${digits}`);
    // Numbers that already print with an exponent are too large or too small for digits to matter.
    return Number.isNaN(rounded) ? Number(number.toFixed(digits)) : Math.sign(number) * rounded;
  };
}

function arithmetic(
  option: Json | undefined,
  compute: (a: number, b: number) => number,
): Convert | string {
  if (typeof option !== 'number') return 'the option must be a number';
  return (value) => {
    const result = compute(asNumber(value), option);
    // A double holds fifteen digits exactly: this turns 19.990000000000002 back into 19.99.
    if (Number.isFinite(result)) return Number(result.toPrecision(15));
    throw new Unconvertible('the result is too large');
  };
}

function asNumber(value: Json): number {
  const number = typeof value === 'number' ? value : Number(asText(value) || Number.NaN);
  if (Number.isFinite(number)) return number;
  throw new Unconvertible('it is not a number (use `decimal` first)');
}
