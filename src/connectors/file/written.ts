import { createHash } from 'node:crypto';
import { isJsonObject } from '../../connector-api/index.ts';
import type { FileFormat } from './spec.ts';

const DIGEST_CHARS = 12;

/** The last line of a thing in a journal. */
export interface Written {
  readonly version: number;
  /** Distinguishes contents with the same version. */
  readonly digest: string;
}

export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('base64url').slice(0, DIGEST_CHARS);
}

/**
 * Whether a line is to be written behind the last one of its thing: it has a newer version, or the same one with other content.
 * @param forced also with an older version
 */
export function isFresh(line: Written, last: Written | undefined, forced = false): boolean {
  if (!last || line.version > last.version) return true;
  if (line.version < last.version) return forced;
  return line.digest !== last.digest;
}

/** Reads a line of a journal. Null if it is not the hub's: it stays, and says nothing about versions. */
export function readLine(
  line: string,
  format: FileFormat,
  delimiter: string,
): (Written & { readonly masterKey: string }) | null {
  const read = format === 'jsonl' ? readJson(line) : readCsv(line, delimiter);
  return read && { ...read, digest: digestOf(line) };
}

interface Read {
  readonly masterKey: string;
  readonly version: number;
}

function readJson(line: string): Read | null {
  try {
    const value: unknown = JSON.parse(line);
    if (!isJsonObject(value)) return null;
    const { masterKey, version } = value;
    return typeof masterKey === 'string' && typeof version === 'number'
      ? { masterKey, version }
      : null;
  } catch {
    return null;
  }
}

/** A parser of CSV would take the whole row apart, which may be long, and there may be a million of them. */
function readCsv(line: string, delimiter: string): Read | null {
  const end = `\\u${delimiter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const value = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^${end}]*))(?:${end}|$)`, 'y');
  const next = () => {
    const [, quoted, plain = ''] = value.exec(line) ?? [];
    return quoted?.replaceAll('""', '"') ?? plain;
  };
  const [masterKey, , version] = [next(), next(), next()];
  return /^-?\d+$/.test(version) ? { masterKey, version: Number(version) } : null;
}
