import type { DeliveriesBehind } from '../pipeline/index.ts';
import type { BatchMark } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { busNames } from './names.ts';

/** Header of a record that came by a delivery with an id of its own. */
const DELIVERY_HEADER = 'Stellwerk-Delivery';
const READ_AT_ONCE = 1000;

export function deliveryMark(deliveryId: string): BatchMark {
  return { name: DELIVERY_HEADER, value: deliveryId };
}

interface Place {
  readonly behindSeq: number;
  readonly signal: AbortSignal;
}

/** Reads the log from a place to its end, page by page: which deliveries it holds. */
export async function* deliveriesBehind(
  bus: BusConnection,
  stream: string,
  { behindSeq, signal }: Place,
): AsyncGenerator<DeliveriesBehind> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    const { state } = await bus.jsm.streams.info(name);
    for (let seq = Math.max(behindSeq + 1, state.first_seq); seq <= state.last_seq;) {
      signal.throwIfAborted();
      const messages = await bus.jsm.direct.getBatch(name, { seq, batch: READ_AT_ONCE });
      let lastSeq = seq - 1;
      const deliveryIds: string[] = [];
      for await (const { header, seq: at } of messages) {
        lastSeq = at;
        const id = header.get(DELIVERY_HEADER);
        if (id !== '') deliveryIds.push(id);
      }
      // A gap at the end: nothing is left.
      if (lastSeq < seq) return;
      yield { deliveryIds, lastSeq };
      seq = lastSeq + 1;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw busFailure(error, `read which deliveries stream ${stream} holds`);
  }
}
