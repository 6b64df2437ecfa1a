import type { ErrorStatus } from './status.ts';

/**
 * `pending`: waits for an earlier import of its stream. `waiting`: failed for a reason that passes, tried again by itself.
 * `failed`: a person is needed; `resume` goes on where it was. `finished` and `cancelled` are the end.
 */
export type ImportState =
  'pending' | 'running' | 'waiting' | 'paused' | 'failed' | 'finished' | 'cancelled';

export const importFormats = ['jsonl', 'json', 'csv', 'xml', 'xlsx'] as const;
/** JSON Lines, one JSON array, CSV (RFC 4180), XML, Excel. */
export type ImportFormat = (typeof importFormats)[number];

export const importEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
/** A byte order mark in the file wins. */
export type ImportEncoding = (typeof importEncodings)[number];

/** How a file is written. Fields are named as the record has them, nested ones with dots. */
export interface ImportReading {
  readonly format: ImportFormat;
  readonly encoding: ImportEncoding;
  /** CSV: one ASCII character; null takes what the header has most of, of `,` `;` tab and `|`. */
  readonly delimiter: string | null;
  /** XML: names of the elements from the root to the record, as `BMECAT/T_NEW_CATALOG/ARTICLE`. */
  readonly recordPath: string | null;
  /** Excel: name of the sheet; null takes the first. */
  readonly sheet: string | null;
  /** Text fields that hold numbers with a decimal point. */
  readonly numbers: readonly string[];
  /** Text fields that hold numbers as Germans write them, `1.234,50`. */
  readonly decimalComma: readonly string[];
  /** Text fields that hold dates as Germans write them, `31.12.2026` or `31.12.2026 23:59:59`; they become ISO 8601. */
  readonly germanDates: readonly string[];
}

/** What became of the rows so far; every row read is stored or rejected. */
export interface ImportCounts {
  readonly read: number;
  readonly stored: number;
  readonly rejected: number;
}

/** How far an import has come, saved with every stored piece. */
export interface ImportPosition extends ImportCounts {
  /** Bytes of the text as read (unpacked, as UTF-8) that are done; 0 for formats that are read by rows (XML, Excel). */
  readonly offset: number;
  /** Lines that are done; a row number for Excel. */
  readonly lines: number;
  /** Bytes of the file as it lies there that have been read, for progress. */
  readonly fileBytes: number;
  /** The newest place in the stream's log that is known to hold a record of this import, or where the log ended before. */
  readonly logSeq: number;
  /** Size of the rejects file. */
  readonly rejectsBytes: number;
}

/** What an import is to do. Never changes. */
export interface ImportOrder {
  readonly stream: string;
  /** Absolute path of a file that the hub can read. */
  readonly file: string;
  /** Tells one state of the file from another, so that nobody goes on in a file that has changed; null for what the hub made. */
  readonly fileState: string | null;
  /** What it is called when people are told of it: a path, a URL, `standard input`. */
  readonly source: string;
  /** Where the file is fetched from before it is read, http or https; null when it is there already. */
  readonly url: string | null;
  /** The hub has made the file itself and removes it in the end. */
  readonly temporary: boolean;
  readonly reading: ImportReading;
  /** Absolute path; null keeps rejected rows in the dead letters only. */
  readonly rejectsFile: string | null;
  /** With more rejected rows than this the import fails; null never does. */
  readonly maxRejects: number | null;
}

/** An import as the hub remembers it. */
export interface ImportMemory {
  readonly id: string;
  readonly order: ImportOrder;
  readonly position: ImportPosition;
  /** Of the file as it lies there. */
  readonly fileSize: number;
  readonly createdAtMs: number;
  /** How it ended and when; null while it is not over. */
  readonly outcome: 'finished' | 'cancelled' | null;
  readonly finishedAtMs: number | null;
  readonly requestedBy: string;
}

export interface ImportStatus {
  readonly id: string;
  readonly stream: string;
  /** What the file is called. */
  readonly source: string;
  readonly format: ImportFormat;
  readonly rejectsFile: string | null;
  readonly state: ImportState;
  readonly sinceMs: number;
  readonly counts: ImportCounts;
  /** Of the file as it lies there, compressed or not. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Rows a second lately; 0 while it does not run. */
  readonly rowsPerSecond: number;
  /** Milliseconds until it is done at this rate; null when nobody can tell. */
  readonly leftMs: number | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly requestedBy: string;
  readonly lastError: ErrorStatus | null;
}

export const importStart: ImportPosition = Object.freeze({
  read: 0,
  stored: 0,
  rejected: 0,
  offset: 0,
  lines: 0,
  fileBytes: 0,
  logSeq: 0,
  rejectsBytes: 0,
});
