import type { MsgHdrs } from '@nats-io/transport-node';
import type { MessageHead } from './batch.ts';

/**
 * A message of a log is a frame of one or more records. Records are numbered one by one (`seq`), messages by JetStream
 * (`streamSeq`), and both are the same until a log's first frame of several. From then on each message says which records it holds.
 */
const SEQ_HEADER = 'Stellwerk-Seq';

/** The records of one message, both numbers inclusive. */
export interface SeqRange {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Where a log ends: its last message, and the last record of that. */
export interface LogEnd {
  readonly streamSeq: number;
  readonly seq: number;
}

/** `<first>-<last>`, of a single record its number alone. */
export function seqHead({ firstSeq, lastSeq }: SeqRange): MessageHead {
  const value = firstSeq === lastSeq ? String(firstSeq) : `${firstSeq}-${lastSeq}`;
  return { name: SEQ_HEADER, value };
}

/** Null where a message says nothing of it: it is older than the first frame, or not of a hub. */
export function toldRange(header: MsgHdrs | undefined): SeqRange | null {
  const text = header?.get(SEQ_HEADER) ?? '';
  if (text === '') return null;
  const [first, last = first] = text.split('-').map(Number);
  return { firstSeq: first ?? 0, lastSeq: last ?? 0 };
}

/** What a message that says nothing of it holds: a single record, numbered by the distance to a place that is known. */
export function countedOn(streamSeq: number, from: LogEnd): SeqRange {
  const seq = from.seq + streamSeq - from.streamSeq;
  return { firstSeq: seq, lastSeq: seq };
}
