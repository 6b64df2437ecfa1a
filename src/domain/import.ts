import type { ErrorStatus } from './status.ts';

/**
 * `pending`: waits for an earlier import of its stream. `waiting`: failed for a transient reason, will be retried automatically.
 * `failed`: needs a person; `resume` continues where it stopped. `finished` and `cancelled` are final.
 */
export type ImportState =
  'pending' | 'running' | 'waiting' | 'paused' | 'failed' | 'finished' | 'cancelled';

export const importFormats = ['jsonl', 'json', 'csv', 'xml', 'xlsx'] as const;
/** JSON Lines, one JSON array, CSV (RFC 4180), XML, Excel. */
export type ImportFormat = (typeof importFormats)[number];

export const importEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
/** A byte order mark in the file takes precedence. */
export type ImportEncoding = (typeof importEncodings)[number];

/** How to read a file. Fields are named as in the record, nested ones with dots. */
export interface ImportReading {
  readonly format: ImportFormat;
  readonly encoding: ImportEncoding;
  /** CSV: one ASCII character; null uses whichever of `,` `;` tab and `|` is most frequent in the header. */
  readonly delimiter: string | null;
  /** XML: names of the elements from the root to the record, such as `BMECAT/T_NEW_CATALOG/ARTICLE`. */
  readonly recordPath: string | null;
  /** Excel: name of the sheet; null for the first one. */
  readonly sheet: string | null;
  /** Text fields that hold numbers with a decimal point. */
  readonly numbers: readonly string[];
  /** Text fields that hold numbers in German notation, `1.234,50`. */
  readonly decimalComma: readonly string[];
  /** Text fields that hold dates in German notation, `31.12.2026` or `31.12.2026 23:59:59`; they become ISO 8601. */
  readonly germanDates: readonly string[];
}

/** Row counts so far; every row read is either stored or rejected. */
export interface ImportCounts {
  readonly read: number;
  readonly stored: number;
  readonly rejected: number;
}

/** The progress of an import, saved with every stored batch. */
export interface ImportPosition extends ImportCounts {
  /** Bytes of the text (decompressed, as UTF-8) that are done; 0 for formats that are read by rows (XML, Excel). */
  readonly offset: number;
  /** Lines that are done; for Excel, the row number. */
  readonly lines: number;
  /** Bytes of the file on disk that have been read, for the progress display. */
  readonly fileBytes: number;
  /** The newest position in the stream's log known to hold a record of this import; before the first, the log's previous end. */
  readonly logSeq: number;
  /** Size of the rejects file. */
  readonly rejectsBytes: number;
}

/** What an import has to do. It never changes. */
export interface ImportOrder {
  readonly stream: string;
  /** Absolute path of a file that the hub can read. */
  readonly file: string;
  /** Identifies the file's state, so that an import does not continue in a changed file; null for files that the hub made. */
  readonly fileState: string | null;
  /** The name to show to people: a path, a URL, `standard input`. */
  readonly source: string;
  /** The http or https URL from which the file is fetched first; null when it is already there. */
  readonly url: string | null;
  /** Whether the hub made the file itself and removes it at the end. */
  readonly temporary: boolean;
  readonly reading: ImportReading;
  /** Absolute path; with null, rejected rows are only kept as dead letters. */
  readonly rejectsFile: string | null;
  /** With more rejected rows than this the import fails; null for no limit. */
  readonly maxRejects: number | null;
}

/** An import as stored by the hub. */
export interface ImportMemory {
  readonly id: string;
  readonly order: ImportOrder;
  readonly position: ImportPosition;
  /** Size of the file on disk. */
  readonly fileSize: number;
  readonly createdAtMs: number;
  /** How it ended; null until then. */
  readonly outcome: 'finished' | 'cancelled' | null;
  readonly finishedAtMs: number | null;
  readonly requestedBy: string;
}

export interface ImportStatus {
  readonly id: string;
  readonly stream: string;
  /** The name of the file to show to people. */
  readonly source: string;
  readonly format: ImportFormat;
  readonly rejectsFile: string | null;
  readonly state: ImportState;
  readonly sinceMs: number;
  readonly counts: ImportCounts;
  /** Bytes of the file on disk, compressed or not. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Recent rows per second; 0 while it is not running. */
  readonly rowsPerSecond: number;
  /** Estimated milliseconds until it is done; null when there is no estimate. */
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
