import { createHash } from 'node:crypto';
import type { FailedAttempt, JsonObject, StoredRecord } from '../domain/index.ts';
import { causeOf, deadLetterClass, storable } from '../domain/index.ts';
import type { Burial, ParkedPlace, ParkedRecord } from '../pipeline/index.ts';
import { MAX_TROUBLED_KEYS } from '../pipeline/index.ts';
import { bigintArray, splitNumbers, textArray } from '../sql/index.ts';
import type { TextColumn } from './database.ts';

/** An index entry must fit into a third of a page. */
const MAX_ORIGIN_LENGTH = 800;

/** Returns `$2`-`$13` of `parkSql`. */
export function parkColumns(parked: readonly ParkedRecord[]): Buffer[] {
  const records = parked.map(({ record }) => record);
  const last = parked.map(lastFailure);
  return [
    bigintArray(records.map(({ seq }) => seq)),
    bigintArray(records.map(({ version }) => version)),
    bigintArray(records.map(({ storedAtMs }) => storedAtMs)),
    bigintArray(parked.map(({ dueAtMs }) => dueAtMs)),
    bigintArray(parked.map(({ deadLetterId }) => deadLetterId)),
    bigintArray(parked.map(({ attempts }) => attempts)),
    textArray(records.map(({ operation }) => operation)),
    textArray(records.map(({ key }) => key)),
    textArray(records.map(({ document }) => JSON.stringify(document))),
    textArray(parked.map(({ history }) => JSON.stringify(history))),
    textArray(last.map((attempt) => attempt?.code ?? null)),
    textArray(last.map((attempt) => attempt && storable(causeOf(attempt.message)))),
  ];
}

/** Returns `$4`-`$21` of `burySql`. Of several burials with the same origin, the last one counts. */
export function buryColumns(all: readonly Burial[]): Buffer[] {
  const burials = [...new Map(all.map((burial) => [originOf(burial), burial])).values()];
  const texts = (valueOf: (burial: Burial) => string | null) =>
    textArray(burials.map(valueOf).map((text) => text && storable(text)));
  const numbers = (valueOf: (burial: Burial) => number | null) => bigintArray(burials.map(valueOf));
  return [
    texts(originOf),
    numbers(({ record }) => record?.seq ?? null),
    numbers(({ record }) => record?.version ?? null),
    numbers(({ record }) => record?.storedAtMs ?? null),
    numbers(({ atMs }) => atMs),
    numbers(({ attempts }) => attempts),
    texts(({ failure }) => deadLetterClass(failure.code)),
    texts(({ failure }) => failure.code),
    texts(({ failure }) => failure.stage),
    texts(({ record }) => record?.operation ?? null),
    texts(({ record, row }) => record?.key ?? row?.key ?? null),
    texts(({ row }) => row?.position ?? null),
    texts(({ failure }) => failure.message),
    texts(({ failure }) => JSON.stringify(failure.details)),
    texts(({ history }) => JSON.stringify(history)),
    texts(({ record }) => (record ? JSON.stringify(record.document) : null)),
    texts(({ row }) => row?.raw ?? null),
    texts(({ failure }) => causeOf(failure.message)),
  ];
}

/** Returns null for a record that waits without having failed, and for the replay of a dead letter. */
function lastFailure({ attempts, history }: ParkedRecord): FailedAttempt | null {
  return attempts > 0 ? (history.at(-1) ?? null) : null;
}

/**
 * Identifies a record by its version, not by its position in the stream: a record that is read and stored again does
 * not become a second dead letter.
 */
function originOf({ record, row }: Burial): string {
  const origin = record ? `${record.key} ${record.version}` : `row ${row?.position ?? ''}`;
  if (origin.length <= MAX_ORIGIN_LENGTH) return origin;
  return createHash('sha256').update(origin).digest('hex');
}

/** Reads the row of `parkedPlacesSql`. */
export function readPlaces(row: readonly TextColumn[]): {
  parked: ParkedPlace[];
  pausedKeys: string[];
} {
  const [seqs, versions, stored, due, letters, keys, paused] = row;
  const version = numbersOf(versions);
  const storedMs = numbersOf(stored);
  const dueMs = numbersOf(due);
  const letterIds = numbersOf(letters);
  const key = textsOf(keys);
  return {
    parked: numbersOf(seqs).map((seq, index) => ({
      seq: Number(seq),
      key: key[index] ?? '',
      version: Number(version[index]),
      storedAtMs: Number(storedMs[index]),
      dueAtMs: numberOrNull(dueMs[index]),
      deadLetterId: textOrNull(letterIds[index]),
    })),
    pausedKeys: textsOf(paused),
  };
}

/** Reads the row of `parkedRecordsSql`. */
export function readParked(row: readonly TextColumn[]): ParkedRecord[] {
  const [seqs, versions, stored, due, letters, attempts, operations, keys, documents, histories] =
    row;
  const version = numbersOf(versions);
  const storedMs = numbersOf(stored);
  const dueMs = numbersOf(due);
  const letterIds = numbersOf(letters);
  const attempt = numbersOf(attempts);
  const operation = textsOf(operations);
  const key = textsOf(keys);
  const document = textsOf(documents);
  const history = JSON.parse(histories ?? '[]') as FailedAttempt[][];
  return numbersOf(seqs).map((seq, index) => ({
    record: {
      seq: Number(seq),
      key: key[index] ?? '',
      version: Number(version[index]),
      operation: operation[index] as StoredRecord['operation'],
      document: JSON.parse(document[index] ?? '{}') as JsonObject,
      storedAtMs: Number(storedMs[index]),
    },
    dueAtMs: numberOrNull(dueMs[index]),
    attempts: Number(attempt[index]),
    history: history[index] ?? [],
    deadLetterId: textOrNull(letterIds[index]),
  }));
}

/** Returns null if there are more than a lane keeps in memory. */
export function readLetterKeys(column: TextColumn | undefined): readonly string[] | null {
  const keys = textsOf(column);
  return keys.length > MAX_TROUBLED_KEYS ? null : keys;
}

function numbersOf(column: TextColumn | undefined): string[] {
  return column ? splitNumbers(column) : [];
}

function textsOf(column: TextColumn | undefined): string[] {
  return JSON.parse(column ?? '[]') as string[];
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === 'NULL' ? null : text;
}

function numberOrNull(text: string | undefined): number | null {
  const value = textOrNull(text);
  return value === null ? null : Number(value);
}
