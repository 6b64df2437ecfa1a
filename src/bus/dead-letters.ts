import type { FailureCode, Stage, StoredRecord, RejectedRow } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { DeadLetter, DeadLetters } from '../pipeline/index.ts';
import type { BatchMessage } from './batch.ts';
import { MAX_BATCH, publishBatch } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import type { BusNames } from './names.ts';
import { busNames } from './names.ts';

/** A dead letter as it is kept: the full record or row, and why. */
export interface KeptDeadLetter {
  readonly stream: string;
  readonly lane: string | null;
  readonly code: FailureCode;
  readonly stage: Stage;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly atMs: number;
  readonly record: StoredRecord | null;
  readonly row: RejectedRow | null;
}

export function openDeadLetters(bus: BusConnection): DeadLetters {
  const names = busNames(bus.namespace);
  return {
    async bury(letters) {
      for (let start = 0; start < letters.length; start += MAX_BATCH) {
        const batch = letters.slice(start, start + MAX_BATCH);
        const result = await publishBatch(
          bus,
          batch.map((letter) => toMessage(names, letter)),
          null,
        );
        if (result.kind === 'out-of-step') {
          throw new Failure('BUS_UNAVAILABLE', {
            message: 'The dead-letter stream refused a batch.',
          });
        }
      }
    },
  };
}

function toMessage(names: BusNames, letter: DeadLetter): BatchMessage {
  const { record, row, failure, stream, lane, attempts, atMs } = letter;
  // By version, not by place in the stream: a record that is read and stored again is no second dead letter.
  const origin = record ? `${record.key} ${record.version}` : `row ${row?.position ?? ''}`;
  const kept: KeptDeadLetter = {
    stream,
    lane,
    code: failure.code,
    stage: failure.stage,
    reason: failure.message,
    details: failure.details,
    attempts,
    atMs,
    record,
    row,
  };
  return { subject: names.deadLetter(stream, lane, origin), payload: JSON.stringify(kept) };
}

/** All dead letters that stand in the stream now, oldest first. */
export async function* readDeadLetters(bus: BusConnection): AsyncGenerator<KeptDeadLetter> {
  const { deadLetterStream } = busNames(bus.namespace);
  try {
    const { state } = await bus.jsm.streams.info(deadLetterStream);
    if (state.messages === 0) return;
    const consumer = await bus.js.consumers.get(deadLetterStream);
    const messages = await consumer.consume();
    for await (const message of messages) {
      yield message.json<KeptDeadLetter>();
      if (message.seq >= state.last_seq) break;
    }
  } catch (error) {
    throw busFailure(error, 'read the dead letters');
  }
}
