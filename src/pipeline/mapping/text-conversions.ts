import type { Json } from '../../domain/index.ts';
import { isJsonList, parseSent } from '../../domain/index.ts';
import type { ConversionKind, Convert } from './conversion.ts';
import { Unconvertible } from './conversion.ts';

const yes = new Set(['true', 't', '1', 'yes', 'y', 'on', 'ja', 'j', 'wahr', 'x']);
const no = new Set(['false', 'f', '0', 'no', 'n', 'off', 'nein', 'falsch']);

export const textConversions: Readonly<Record<string, ConversionKind>> = {
  text: { summary: 'Converts numbers and booleans to text.', compile: () => textOf },
  trim: { summary: 'Trims white space.', compile: () => (value) => textOf(value).trim() },
  upper: { summary: 'To upper case.', compile: () => (value) => textOf(value).toUpperCase() },
  lower: { summary: 'To lower case.', compile: () => (value) => textOf(value).toLowerCase() },
  nonEmpty: {
    summary: 'Blank text is absent.',
    compile: () => (value) => (textOf(value).trim() === '' ? undefined : value),
  },
  truncate: {
    summary: 'Keeps at most this many characters.',
    option: 'a whole number above 0',
    optionRequired: true,
    compile: truncate,
  },
  boolean: {
    summary: 'true/false, yes/no, ja/nein, 1/0, on/off, x; empty text is absent.',
    compile: () => truth,
  },
  json: { summary: 'Reads JSON text.', compile: () => readJson },
  jsonText: {
    summary: 'Writes a value as JSON text.',
    takesLists: true,
    compile: () => (value) => JSON.stringify(value),
  },
  split: {
    summary: 'Splits text into a list; trims the items and drops empty ones.',
    option: 'the separator (default a comma)',
    compile: split,
  },
  join: {
    summary: 'Joins a list to text.',
    option: 'the separator (default a comma and a blank)',
    takesLists: true,
    compile: join,
  },
  first: {
    summary: 'The first item of a list; an empty list is absent.',
    takesLists: true,
    compile: () => (value) => (isJsonList(value) ? value[0] : value),
  },
};

function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unconvertible('an object is not text (`jsonText` writes it as text)');
}

function truth(value: Json): boolean | undefined {
  const word = textOf(value).trim().toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  if (word === '') return undefined;
  throw new Unconvertible('write true or false');
}

function readJson(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return parseSent(value);
  } catch {
    throw new Unconvertible('it is not valid JSON');
  }
}

function truncate(option: Json | undefined): Convert | string {
  if (typeof option !== 'number' || !Number.isInteger(option) || option < 1) {
    return 'the option must be a whole number above 0';
  }
  return (value) => {
    const text = textOf(value);
    // Cuts by code points, so that no character is split.
    return text.length <= option ? text : [...text].slice(0, option).join('');
  };
}

function split(option: Json | undefined): Convert | string {
  const separator = option ?? ',';
  if (typeof separator !== 'string' || separator === '') return 'the option must be text';
  return (value) =>
    textOf(value)
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '');
}

function join(option: Json | undefined): Convert | string {
  const separator = option ?? ', ';
  if (typeof separator !== 'string') return 'the option must be text';
  return (value) => {
    if (!isJsonList(value)) return textOf(value);
    return value
      .filter((item) => item !== null)
      .map(textOf)
      .join(separator);
  };
}
