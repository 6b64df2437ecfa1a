import type { Version } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { rangeOf } from './log-end.ts';
import type { OpenedMessage } from './message.ts';
import { openMessage, recordIn } from './message.ts';
import { messagesBehind } from './messages-behind.ts';

/** Limits reading ahead: a page needs only few messages if they are frames. More than the largest message. */
const BYTES_AT_ONCE = 2 * 1024 * 1024;

export interface LogKeysRequest {
  readonly behindSeq: number;
  /** The last record to look at. */
  readonly untilSeq: number;
  /** Records of this version or a newer one do not count. */
  readonly before: Version;
  /** The maximum number of records to look at. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface LogKeys {
  /** Distinct, without keys whose last record is a deletion. */
  readonly keys: readonly string[];
  /** Where the next page begins; `untilSeq` after the last. */
  readonly behindSeq: number;
}

/** Returns the keys of a range of records of a log. @throws Failure BUS_UNAVAILABLE */
export async function keysBehind(
  bus: BusConnection,
  stream: string,
  { behindSeq, untilSeq, before, limit, signal }: LogKeysRequest,
): Promise<LogKeys> {
  const endSeq = Math.min(untilSeq, behindSeq + limit);
  const keys = new Set<string>();
  if (endSeq <= behindSeq) return { keys: [], behindSeq: untilSeq };
  try {
    const behind = { behindSeq, signal, bytesAtOnce: BYTES_AT_ONCE };
    for await (const message of messagesBehind(bus, stream, behind)) {
      const range = await rangeOf(bus, stream, message);
      // A log may have gaps, also right after the start.
      if (range.firstSeq > endSeq) break;
      const opened = openMessage(message, range);
      const lastSeq = Math.min(range.lastSeq, endSeq);
      for (let seq = Math.max(range.firstSeq, behindSeq + 1); seq <= lastSeq; seq++) {
        const record = readable(opened, seq);
        if (!record || record.version >= before) continue;
        if (record.operation === 'delete') keys.delete(record.key);
        else keys.add(record.key);
      }
      if (range.lastSeq >= endSeq) break;
    }
    return { keys: [...keys], behindSeq: endSeq };
  } catch (error) {
    signal.throwIfAborted();
    throw busFailure(error, `read which keys stream ${stream} holds`);
  }
}

/** Null for bytes that are not a record; lanes bury those. */
function readable(message: OpenedMessage, seq: number) {
  try {
    return recordIn(message, seq);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
