import type { Json } from '../domain/index.ts';

/** A JSON text read, or why and at which character (from 1) it is none. */
export type JsonReading =
  { readonly value: Json } | { readonly reason: string; readonly at: number | null };

export function parseJson(text: string): JsonReading {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const at =
      position === undefined
        ? /end of JSON/.test(message)
          ? text.length
          : null
        : Number(position) + 1;
    // What V8 shows of the row is in the rejects anyway.
    const reason = message.replace(/ in JSON at position.*$|, "?\.*"?.* is not valid JSON$/s, '');
    return { reason: `this is no JSON: ${reason}`, at };
  }
}
