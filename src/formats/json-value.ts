import type { Json } from '../domain/index.ts';
import { parseSent } from '../domain/index.ts';

/** A parsed JSON text, or why and at which character (from 1) it is invalid. */
export type JsonReading =
  { readonly value: Json } | { readonly reason: string; readonly at: number | null };

export function parseJson(text: string): JsonReading {
  try {
    return { value: parseSent(text) };
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const at =
      position === undefined
        ? /end of JSON/.test(message)
          ? text.length
          : null
        : Number(position) + 1;
    // The part of the row that V8 quotes is in the rejects anyway.
    const reason = message.replace(/ in JSON at position.*$|, "?\.*"?.* is not valid JSON$/s, '');
    return { reason: `this is not valid JSON: ${reason}`, at };
  }
}
