import type { ImportEncoding, ImportFormat, ImportStatus } from '../../domain/index.ts';
import type {
  ImportOrder as OrderMessage,
  ImportOrder__Output,
} from '../gen/stellwerk/control/v1/ImportOrder.ts';
import type {
  ImportStatus as ImportMessage,
  ImportStatus__Output,
} from '../gen/stellwerk/control/v1/ImportStatus.ts';
import type { ImportRequest } from '../import-port.ts';
import { invalidRequest } from '../invalid-request.ts';
import { errorMessage, readError } from './error.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

const states = stateWords({
  pending: 'IMPORT_STATE_PENDING',
  running: 'IMPORT_STATE_RUNNING',
  waiting: 'IMPORT_STATE_WAITING',
  paused: 'IMPORT_STATE_PAUSED',
  failed: 'IMPORT_STATE_FAILED',
  finished: 'IMPORT_STATE_FINISHED',
  cancelled: 'IMPORT_STATE_CANCELLED',
} as const);

const formats = stateWords({
  jsonl: 'IMPORT_FORMAT_JSONL',
  json: 'IMPORT_FORMAT_JSON',
  csv: 'IMPORT_FORMAT_CSV',
  xml: 'IMPORT_FORMAT_XML',
  xlsx: 'IMPORT_FORMAT_XLSX',
} as const satisfies Record<ImportFormat, string>);

const encodings = stateWords({
  'utf-8': 'IMPORT_ENCODING_UTF_8',
  'windows-1252': 'IMPORT_ENCODING_WINDOWS_1252',
  'utf-16le': 'IMPORT_ENCODING_UTF_16LE',
  'utf-16be': 'IMPORT_ENCODING_UTF_16BE',
} as const satisfies Record<ImportEncoding, string>);

export function importMessage(status: ImportStatus): ImportMessage {
  const { format, state, sinceMs, counts, leftMs, createdAtMs, finishedAtMs, ...rest } = status;
  const { rejectsFile, lastError, ...same } = rest;
  return {
    ...same,
    ...counts,
    format: formats.toWord(format),
    state: states.toWord(state),
    since: momentMessage(sinceMs),
    left: optionalMoment(leftMs),
    createdAt: momentMessage(createdAtMs),
    finishedAt: optionalMoment(finishedAtMs),
    rejectsFile: rejectsFile ?? '',
    lastError: errorMessage(lastError),
  };
}

export function readImport(message: ImportStatus__Output): ImportStatus {
  const { format, state, since, read, stored, rejected, left, createdAt, finishedAt, ...rest } =
    message;
  const { rejectsFile, lastError, ...same } = rest;
  return {
    ...same,
    format: formats.toState(format),
    state: states.toState(state),
    sinceMs: readMoment(since),
    counts: { read, stored, rejected },
    leftMs: readOptionalMoment(left),
    createdAtMs: readMoment(createdAt),
    finishedAtMs: readOptionalMoment(finishedAt),
    rejectsFile: rejectsFile === '' ? null : rejectsFile,
    lastError: readError(lastError),
  };
}

export function orderMessage(
  request: Omit<ImportRequest, 'requestedBy' | 'requestId'>,
): OrderMessage {
  const { stream, from, format, encoding, reading, rejectsFile, maxRejects } = request;
  return {
    stream,
    from,
    format: format === null ? 'IMPORT_FORMAT_UNSPECIFIED' : formats.toWord(format),
    encoding: encoding === null ? 'IMPORT_ENCODING_UNSPECIFIED' : encodings.toWord(encoding),
    delimiter: reading.delimiter ?? '',
    recordPath: reading.recordPath ?? '',
    sheet: reading.sheet ?? '',
    numberFields: [...reading.numbers],
    decimalCommaFields: [...reading.decimalComma],
    germanDateFields: [...reading.germanDates],
    rejectsFile: rejectsFile ?? '',
    ...(maxRejects === null ? {} : { maxRejects }),
  };
}

/** @throws Failure INVALID_REQUEST, naming the field */
export function readOrder(
  message: ImportOrder__Output | null | undefined,
): Omit<ImportRequest, 'requestedBy' | 'requestId'> {
  if (!message) throw invalidRequest('order', 'is missing');
  const { stream, from, format, encoding, rejectsFile, maxRejects } = message;
  if (stream === '') throw invalidRequest('order.stream', 'is missing');
  if (from === '') throw invalidRequest('order.from', 'is missing');
  if (maxRejects !== undefined && maxRejects < 0)
    throw invalidRequest('order.max_rejects', 'must not be negative');
  return {
    stream,
    from,
    format: isUnspecified(format) ? null : formats.readState(format, 'order.format'),
    encoding: isUnspecified(encoding) ? null : encodings.readState(encoding, 'order.encoding'),
    reading: {
      delimiter: message.delimiter || null,
      recordPath: message.recordPath || null,
      sheet: message.sheet || null,
      numbers: message.numberFields,
      decimalComma: message.decimalCommaFields,
      germanDates: message.germanDateFields,
    },
    rejectsFile: rejectsFile || null,
    maxRejects: maxRejects ?? null,
  };
}

/** A number is an enum value that this version does not know. */
function isUnspecified(word: string | number): boolean {
  return typeof word === 'string' && word.endsWith('_UNSPECIFIED');
}
