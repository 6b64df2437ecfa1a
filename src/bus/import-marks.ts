import type { ImportMark } from '../pipeline/index.ts';
import type { MessageHead } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { messagesBehind } from './messages-behind.ts';

/** Header of the last message of an import's batch: `<import> <row>`. */
const MARK_HEADER = 'Stellwerk-Import';

export function markOf({ importId, row }: ImportMark): MessageHead {
  return { name: MARK_HEADER, value: `${importId} ${row}` };
}

interface Search {
  readonly importId: string;
  readonly behindSeq: number;
  readonly signal: AbortSignal;
}

/**
 * Reads the log from a position to its end for the last mark of an import. An import saves its position every few
 * batches, so the distance is usually short.
 */
export async function lastMark(
  bus: BusConnection,
  stream: string,
  { importId, behindSeq, signal }: Search,
): Promise<ImportMark | null> {
  let found: ImportMark | null = null;
  try {
    for await (const message of messagesBehind(bus, stream, { behindSeq, signal })) {
      const [id = '', row = ''] = message.header.get(MARK_HEADER).split(' ');
      if (id === importId) found = { importId, row: Number(row) };
    }
    return found;
  } catch (error) {
    signal.throwIfAborted();
    throw busFailure(error, `look for what import ${importId} has stored in stream ${stream}`);
  }
}
