import type { StoredMsg } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { endOf, isNumbered, rangeOf } from './log-end.ts';
import { busNames } from './names.ts';
import type { SeqRange } from './numbering.ts';

/**
 * Most frames of a log are of similar size, so interpolation gets close. After this many guesses the search continues
 * by bisection.
 */
const GUESSES = 4;

export interface FoundMessage {
  readonly message: StoredMsg;
  readonly range: SeqRange;
}

/**
 * Returns the message that holds a record, or else the first one behind it; null if there is none.
 * @throws what the client throws
 */
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
  // Each message holds at least one record, so a record cannot be in a message with a higher number than its own.
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
      // Messages may be missing in between, so this one may also be the first behind the record.
      found = one ?? found;
      if (one && one.range.firstSeq <= seq) break;
      high = guess - 1;
      highSeq = one ? one.range.firstSeq - 1 : highSeq;
    }
  }
  return found;
}
