import { createReadStream } from 'node:fs';
import { Failure } from '../../connector-api/index.ts';
import { textLines } from '../../domain/index.ts';
import type { Place } from './places.ts';
import type { Row } from './rows.ts';

/** What a journal is for; its first line. */
export interface Owner {
  readonly lane: string;
  readonly entity: string;
  readonly consultant: number;
  readonly client: number;
}

/** The content of a thing as of one delivery. */
export interface Entry {
  /** The thing's key in its source: it stays the same if the hub is set up anew, unlike the master key. */
  readonly key: string;
  readonly id: string;
  readonly version: number;
  readonly idempotencyKey: string;
  readonly atMs: number;
  /** Absent: the thing exists. */
  readonly deleted?: true;
  readonly rows: readonly Row[];
}

/** Says that everything before it was handed over, in these files. */
export interface HandOverLine {
  readonly handedOver: number;
  readonly atMs: number;
  readonly files: readonly string[];
}

export type Line = Owner | Entry | HandOverLine;

export function toLine(content: Line): string {
  return `${JSON.stringify(content)}\n`;
}

/** Reads the complete lines of a journal from a position on. @throws Failure TARGET_MISCONFIGURED when one is damaged */
export async function* linesOf(
  file: string,
  from: number,
  size: number,
): AsyncGenerator<{ readonly content: Line; readonly place: Place }> {
  if (from >= size) return;
  let position = from;
  const text = createReadStream(file, { start: from, end: size - 1, encoding: 'utf8' });
  for await (const line of textLines(text)) {
    const place = { position, length: Buffer.byteLength(line) };
    position += place.length + 1;
    // A crash may have torn off the last line.
    if (position > size) return;
    yield { content: parse(line, file, place.position), place };
  }
}

export function parse(line: string, file: string, position: number): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw damaged(file, position);
  }
}

export function damaged(file: string, position: number): Failure {
  return new Failure('TARGET_MISCONFIGURED', {
    message: `The journal ${file} is damaged at byte ${position}, so it is not known what was handed over: restore the file from a backup, then resume what has failed.`,
  });
}
