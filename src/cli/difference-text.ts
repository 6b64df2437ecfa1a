import { styleText } from 'node:util';
import type { Difference, Json } from '../domain/index.ts';
import { plainLine } from './plain-text.ts';

const SHOWN_CHARS = 120;

/** One field: what it holds and what it would hold, in colours where standard output shows them. */
export function differenceText({ path, before, after }: Difference): string {
  const stream = { stream: process.stdout };
  const from = styleText('red', shown(before), stream);
  return `${plainLine(path)}: ${from} -> ${styleText('green', shown(after), stream)}`;
}

/** A value on one line, cut where it is long. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return '(nothing)';
  const text = plainLine(JSON.stringify(value));
  return text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS - 1)}…`;
}
