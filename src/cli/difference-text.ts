import { styleText } from 'node:util';
import type { Difference, Json } from '../domain/index.ts';
import { plainLine } from './plain-text.ts';

const SHOWN_CHARS = 120;

/** Formats one field with its value before and after, in colour where standard output supports it. */
export function differenceText({ path, before, after }: Difference): string {
  const stream = { stream: process.stdout };
  const from = styleText('red', shown(before), stream);
  return `${plainLine(path)}: ${from} -> ${styleText('green', shown(after), stream)}`;
}

/** Formats a value on one line and truncates a long one. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return '(nothing)';
  const text = plainLine(JSON.stringify(value));
  return text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS - 1)}…`;
}
