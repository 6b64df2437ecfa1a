import type { StoredMsg } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { findMessage } from './find-message.ts';
import { busNames } from './names.ts';

/** Limits of one answer in messages and, approximately, in bytes: a message may be a frame of many records. */
const READ_AT_ONCE = 1000;
const BYTES_AT_ONCE = 8 * 1024 * 1024;

export interface Behind {
  readonly behindSeq: number;
  readonly signal: AbortSignal;
  /** Default 8 MB. Whoever reads only a few records wants less. */
  readonly bytesAtOnce?: number;
}

/** Reads the log from a position to its current end. The first message may also hold records before the position. */
export async function* messagesBehind(
  bus: BusConnection,
  stream: string,
  { behindSeq, signal, bytesAtOnce = BYTES_AT_ONCE }: Behind,
): AsyncGenerator<StoredMsg> {
  const name = busNames(bus.namespace).stream(stream);
  const { state } = await bus.jsm.streams.info(name);
  const first = await findMessage(bus, stream, behindSeq + 1);
  for (let seq = first?.message.seq ?? Infinity; seq <= state.last_seq;) {
    signal.throwIfAborted();
    const query = { seq, batch: READ_AT_ONCE, max_bytes: bytesAtOnce };
    let newest = seq - 1;
    const answer = await bus.jsm.direct.getBatch(name, query);
    try {
      for await (const message of answer) {
        newest = message.seq;
        yield message;
      }
    } finally {
      answer.stop();
    }
    // A gap at the end: no messages are left.
    if (newest < seq) return;
    seq = newest + 1;
  }
}
