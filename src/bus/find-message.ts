import type { StoredMsg } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { endOf, isNumbered, rangeOf } from './log-end.ts';
import { busNames } from './names.ts';
import type { SeqRange } from './numbering.ts';

/** Frames of a log are mostly of one size, so a guess by proportion is near; the search goes by halves when it was not. */
const GUESSES = 4;

export interface FoundMessage {
  readonly message: StoredMsg;
  readonly range: SeqRange;
}

/** The message that holds a record, else the first behind it; null when there is none. @throws what the client throws */
export async function findMessage(
  bus: BusConnection,
  stream: string,
  seq: number,
): Promise<FoundMessage | null> {
  const at = async (streamSeq: number): Promise<FoundMessage | null> => {
    const name = busNames(bus.namespace).stream(stream);
    const query = { seq: Math.max(1, streamSeq), next_by_subj: '>' };
    const message = await bus.jsm.direct.getMessage(name, query);
    return message && { message, range: await rangeOf(bus, stream, message) };
  };
  if (!(await isNumbered(bus, stream))) return at(seq);
  const info = await bus.jsm.streams.info(busNames(bus.namespace).stream(stream));
  if (info.state.messages === 0) return null;
  const end = await endOf(bus, stream, info);
  if (seq > end.seq) return null;
  return search(seq, at, info.state.first_seq, end);
}

async function search(
  seq: number,
  at: (streamSeq: number) => Promise<FoundMessage | null>,
  firstStreamSeq: number,
  end: { readonly streamSeq: number; readonly seq: number },
): Promise<FoundMessage | null> {
  // A message holds one record at least, so a record stands in no message behind that of its own number.
  let low = firstStreamSeq;
  let high = Math.max(low, Math.min(end.streamSeq, seq));
  let [lowSeq, highSeq] = [low, end.streamSeq === high ? end.seq : seq + 1];
  let found: FoundMessage | null = null;
  for (let tries = 0; low <= high; tries++) {
    const share = tries < GUESSES ? (seq - lowSeq) / Math.max(1, highSeq - lowSeq) : 0.5;
    const guess = low + Math.floor(Math.min(1, Math.max(0, share)) * (high - low));
    const one = await at(guess);
    if (one && one.range.lastSeq < seq) {
      low = one.message.seq + 1;
      lowSeq = one.range.lastSeq + 1;
    } else {
      // Messages may be missing in between, so what stands behind them can be the first behind the record, too.
      found = one ?? found;
      if (one && one.range.firstSeq <= seq) break;
      high = guess - 1;
      highSeq = one ? one.range.firstSeq - 1 : highSeq;
    }
  }
  return found;
}
