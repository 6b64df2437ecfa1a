import type {
  DeadLetter,
  JsonObject,
  RecordInLane,
  RecordInLog,
  StoredRecord,
  Whereabouts,
} from '../../domain/index.ts';
import { MASK, harmless, maskFields, textsIn, withoutTexts } from '../../domain/index.ts';
import type { Claim, Lane } from '../../pipeline/index.ts';
import { remap } from '../../pipeline/index.ts';

/** Personal fields of a stream's records, as its configuration names them; empty for callers who may see them. */
export type Hidden = readonly string[];

/** Returns a document with its personal fields masked. */
export function maskedDocument(document: JsonObject, hidden: Hidden): JsonObject {
  return hidden.length === 0 ? document : harmless(document, maskFields(document, hidden));
}

/** Returns what a lane makes of a record by today's mapping, masked; null when the mapping leaves it out or fails. */
export async function maskedMapping(
  { lane, hidden, signal }: Mapping,
  record: StoredRecord,
  claim: Claim,
): Promise<JsonObject | null> {
  const { document: real } = await remap(lane, record, claim, signal);
  if (real === null || hidden.length === 0) return real;
  const masked = { ...record, document: maskFields(record.document, hidden) };
  return harmless(real, (await remap(lane, masked, claim, signal)).document);
}

interface Mapping {
  readonly lane: Lane;
  readonly hidden: Hidden;
  readonly signal: AbortSignal;
}

/**
 * Returns a message without the personal values it repeats.
 * @param document what it is an answer to; null when unknown, and then the whole message is masked
 */
export function maskedMessage(
  message: string,
  document: JsonObject | null | undefined,
  hidden: Hidden,
): string {
  if (hidden.length === 0 || message === '') return message;
  return document ? withoutTexts(message, textsIn(document, hidden)) : MASK;
}

/** @param hiddenOf the personal fields of a stream */
export function maskedThing(
  thing: Whereabouts,
  hiddenOf: (stream: string) => Hidden,
  streamOf: (lane: string) => string,
): Whereabouts {
  const documents = (stream: string, key: string) =>
    thing.streams.find((one) => one.stream === stream && one.key === key)?.versions ?? [];
  return {
    ...thing,
    streams: thing.streams.map((stream) => maskedLog(stream, hiddenOf(stream.stream))),
    lanes: thing.lanes.map((lane) => {
      const stream = streamOf(lane.lane);
      return maskedLane(lane, documents(stream, lane.key), hiddenOf(stream));
    }),
  };
}

function maskedLog(log: RecordInLog, hidden: Hidden): RecordInLog {
  if (hidden.length === 0) return log;
  const versions = log.versions.map((version) => ({
    ...version,
    document: maskedDocument(version.document, hidden),
  }));
  return { ...log, versions };
}

function maskedLane(
  lane: RecordInLane,
  versions: readonly StoredRecord[],
  hidden: Hidden,
): RecordInLane {
  if (hidden.length === 0) return lane;
  const documentOf = (version: number) =>
    versions.find((record) => record.version === version)?.document;
  return {
    ...lane,
    parked: lane.parked.map((one) => ({
      ...one,
      last: one.last && {
        ...one.last,
        message: maskedMessage(one.last.message, documentOf(one.version), hidden),
      },
    })),
    deadLetters: lane.deadLetters.map((letter) => ({
      ...letter,
      reason: maskedMessage(letter.reason, documentOf(letter.version), hidden),
    })),
  };
}

/** Returns a dead letter, masked. A raw row is masked whole, since it is unknown which of its fields are personal. */
export function maskedLetter(letter: DeadLetter, hidden: Hidden): DeadLetter {
  if (hidden.length === 0) return letter;
  const { document } = letter;
  const hide = (message: string) => maskedMessage(message, document, hidden);
  return {
    ...letter,
    reason: hide(letter.reason),
    history: letter.history.map((attempt) => ({ ...attempt, message: hide(attempt.message) })),
    details: {},
    document: document && maskedDocument(document, hidden),
    raw: letter.raw === null ? null : MASK,
  };
}
