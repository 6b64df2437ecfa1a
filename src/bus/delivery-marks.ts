import type { DeliveriesBehind } from '../pipeline/index.ts';
import type { MessageHead } from './batch.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { rangeOf } from './log-end.ts';
import type { Behind } from './messages-behind.ts';
import { messagesBehind } from './messages-behind.ts';

/** Header of a record that arrived in a delivery with an id of its own. */
const DELIVERY_HEADER = 'Stellwerk-Delivery';
const MESSAGES_AT_ONCE = 1000;

export function deliveryMark(deliveryId: string): MessageHead {
  return { name: DELIVERY_HEADER, value: deliveryId };
}

/** Reads the log from a position to its end, page by page, and yields the ids of the deliveries that it holds. */
export async function* deliveriesBehind(
  bus: BusConnection,
  stream: string,
  behind: Behind,
): AsyncGenerator<DeliveriesBehind> {
  let [messages, lastSeq] = [0, behind.behindSeq];
  let deliveryIds: string[] = [];
  try {
    for await (const message of messagesBehind(bus, stream, behind)) {
      messages++;
      ({ lastSeq } = await rangeOf(bus, stream, message));
      const id = message.header.get(DELIVERY_HEADER);
      if (id !== '') deliveryIds.push(id);
      if (messages % MESSAGES_AT_ONCE > 0) continue;
      yield { deliveryIds, lastSeq };
      deliveryIds = [];
    }
    if (lastSeq > behind.behindSeq) yield { deliveryIds, lastSeq };
  } catch (error) {
    behind.signal.throwIfAborted();
    throw busFailure(error, `read which deliveries stream ${stream} holds`);
  }
}
