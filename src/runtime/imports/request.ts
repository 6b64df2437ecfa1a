import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportRequest } from '../../control/index.ts';
import type { ImportFormat, ImportReading } from '../../domain/index.ts';
import { Failure, fileProblem, importFormats } from '../../domain/index.ts';

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.json': 'json',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.xml': 'xml',
  '.xlsx': 'xlsx',
};

/** Returns how to read the file; options left out are derived from its name. @throws Failure INVALID_REQUEST */
export function readingOf({ from, format, encoding, reading }: ImportRequest): ImportReading {
  const found = format ?? formatOf(from);
  if (found === null) {
    const known = importFormats.join(', ');
    throw invalid(
      'order.format',
      `must be given, since it cannot be derived from the name ${from}: one of ${known}`,
    );
  }
  if (found === 'xml' && reading.recordPath === null) {
    throw invalid(
      'order.record_path',
      'must name the elements from the root to the record for XML',
    );
  }
  if (reading.delimiter !== null && !/^[ -~\t]$/.test(reading.delimiter)) {
    throw invalid('order.delimiter', 'must be one ASCII character');
  }
  return { ...reading, format: found, encoding: encoding ?? 'utf-8' };
}

function formatOf(from: string): ImportFormat | null {
  // A file may be called `Export #12.csv`.
  const name = urlOf(from)?.pathname ?? from;
  const plain = name.replace(/\.(gz|zst)$/i, '');
  return FORMATS[path.extname(plain).toLowerCase()] ?? null;
}

/** Returns a URL to fetch, or null for a path. @throws Failure INVALID_REQUEST */
export function urlOf(from: string): URL | null {
  if (!/^https?:\/\//i.test(from)) return null;
  const url = URL.parse(from);
  if (!url) {
    throw invalid('order.from', 'must be a complete address, such as https://example.com/x.csv');
  }
  if (canDecode(url.username) && canDecode(url.password)) return url;
  throw invalid('order.from', 'must write a % of its user or password as %25');
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A file that exists. */
export interface FileFound {
  readonly size: number;
  /** Changes whenever the file does. */
  readonly state: string;
}

/** @throws Failure INVALID_REQUEST, IMPORT_UNREADABLE */
export async function findFile(file: string): Promise<FileFound> {
  if (!path.isAbsolute(file)) throw invalid('order.from', 'must be an absolute path or an address');
  const found = await stat(file, { bigint: true }).catch((error: NodeJS.ErrnoException) => error);
  if (!(found instanceof Error) && found.isFile()) {
    const { size, ino, mtimeNs } = found;
    return { size: Number(size), state: `${size}/${ino}/${mtimeNs}` };
  }
  const why = found instanceof Error ? fileProblem(found) : 'it is not a file';
  throw new Failure('IMPORT_UNREADABLE', { message: `The hub cannot read ${file}: ${why}.` });
}

function invalid(field: string, rule: string): Failure {
  return new Failure('INVALID_REQUEST', {
    message: `Field "${field}" ${rule}.`,
    details: { field, rule },
  });
}
