import type { ImportMark } from '../pipeline/index.ts';
import type { BatchMark } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { busNames } from './names.ts';

/** Header of the last record of an import's batch: `<import> <row>`. */
const MARK_HEADER = 'Stellwerk-Import';
const READ_AT_ONCE = 1000;

export function markOf({ importId, row }: ImportMark): BatchMark {
  return { name: MARK_HEADER, value: `${importId} ${row}` };
}

interface Search {
  readonly importId: string;
  readonly behindSeq: number;
  readonly signal: AbortSignal;
}

/** Reads the log from a place to its end. An import saves its place with every few batches, so that is seldom far. */
export async function lastMark(
  bus: BusConnection,
  stream: string,
  { importId, behindSeq, signal }: Search,
): Promise<ImportMark | null> {
  const name = busNames(bus.namespace).stream(stream);
  let found: ImportMark | null = null;
  try {
    const { state } = await bus.jsm.streams.info(name);
    for (let seq = Math.max(behindSeq + 1, state.first_seq); seq <= state.last_seq;) {
      signal.throwIfAborted();
      const messages = await bus.jsm.direct.getBatch(name, { seq, batch: READ_AT_ONCE });
      let newest = seq - 1;
      for await (const { header, seq: at } of messages) {
        newest = at;
        const [id = '', row = ''] = header.get(MARK_HEADER).split(' ');
        if (id === importId) found = { importId, row: Number(row) };
      }
      // A gap at the end: nothing is left.
      if (newest < seq) break;
      seq = newest + 1;
    }
    return found;
  } catch (error) {
    signal.throwIfAborted();
    throw busFailure(error, `look for what import ${importId} has stored in stream ${stream}`);
  }
}
