import type { MsgHdrs } from '@nats-io/transport-node';
import type { MessageHead } from './batch.ts';

/**
 * A message of a log is a frame of one or more records. Records are numbered individually (`seq`), messages by
 * JetStream (`streamSeq`). Both numbers are equal until a log's first frame of several records; from then on each
 * message states which records it holds.
 */
const SEQ_HEADER = 'Stellwerk-Seq';

/** The records of one message, both numbers inclusive. */
export interface SeqRange {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Where a log ends: its last message, and the last record of that message. */
export interface LogEnd {
  readonly streamSeq: number;
  readonly seq: number;
}

/** Encodes a range as `<first>-<last>`, or as the number alone for a single record. */
export function seqHead({ firstSeq, lastSeq }: SeqRange): MessageHead {
  const value = firstSeq === lastSeq ? String(firstSeq) : `${firstSeq}-${lastSeq}`;
  return { name: SEQ_HEADER, value };
}

/** Returns null if a message states no range: it is older than the first frame, or was not written by a hub. */
export function toldRange(header: MsgHdrs | undefined): SeqRange | null {
  const text = header?.get(SEQ_HEADER) ?? '';
  if (text === '') return null;
  const [first, last = first] = text.split('-').map(Number);
  return { firstSeq: first ?? 0, lastSeq: last ?? 0 };
}

/** Returns the range of a message that states none: a single record, numbered by its distance from a known position. */
export function countedOn(streamSeq: number, from: LogEnd): SeqRange {
  const seq = from.seq + streamSeq - from.streamSeq;
  return { firstSeq: seq, lastSeq: seq };
}
