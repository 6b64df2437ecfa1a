import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import type { ConsumerInfo, ConsumerMessages } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { Failure } from '../domain/index.ts';
import type { LaneMessage } from '../pipeline/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import { findMessage } from './find-message.ts';
import type { LaneReaderOptions } from './lane-reader.ts';
import { readEnd } from './log-end.ts';
import { MessageQueue } from './message-queue.ts';
import { busNames } from './names.ts';
import type { LogEnd } from './numbering.ts';

/** An unacknowledged message is redelivered after this time; the reader ignores those that it already has. */
const ACK_WAIT_MS = 10 * 60_000;
/** Batches between server and settlement: one being delivered, one decoded, two on the wire. */
const BATCHES_IN_FLIGHT = 4;
/** Messages that the server may send without an acknowledgement; each may be a frame of a thousand records. */
const MESSAGES_ON_THE_WIRE = 64;

/** A lane's durable consumer, reading from a given position. */
export interface LaneConsumer {
  /** Whether everything that arrived was taken. */
  readonly isEmpty: boolean;
  /** Waits for records. @returns an empty batch if the waiting messages were dropped and must be read again */
  take(limit: number, signal: AbortSignal): Promise<LaneMessage[]>;
  /** Notes that everything taken up to and including `seq` is settled. */
  ack(seq: number): void;
  /** Whether the server has nothing more for it and everything taken is settled. */
  atEnd(): Promise<boolean>;
  /** As `atEnd`, but regardless of whether what was taken is settled. */
  allTaken(): Promise<boolean>;
  /** Closes the consumer; a pending `take` rejects. */
  close(): Promise<void>;
}

/** Starts reading right behind a position. */
export async function openLaneConsumer(
  bus: BusConnection,
  options: LaneReaderOptions,
  behindSeq: number,
): Promise<LaneConsumer> {
  const { queue, messages } = await openQueue(bus, options, behindSeq);
  const stopListening = bus.onReconnect(() => queue.end(lostOnTheWire(options)));
  return {
    get isEmpty() {
      return queue.isEmpty;
    },
    take: (limit, signal) => queue.take(limit, signal),
    ack: (seq) => queue.settled(seq),
    async atEnd() {
      if (!queue.isIdle) return false;
      const { num_pending, delivered } = await consumerInfo(bus, options);
      return queue.isIdle && num_pending === 0 && delivered.consumer_seq === queue.lastDelivery;
    },
    async allTaken() {
      if (!queue.isEmpty) return false;
      const { num_pending, delivered } = await consumerInfo(bus, options);
      return queue.isEmpty && num_pending === 0 && delivered.consumer_seq === queue.lastDelivery;
    },
    async close() {
      stopListening();
      queue.end(new Failure('CANCELLED', { message: `Lane ${options.lane} stopped reading.` }));
      await messages.close();
    },
  };
}

async function openQueue(bus: BusConnection, options: LaneReaderOptions, behindSeq: number) {
  const { stream, lane, conflates, batchSize, traced = false } = options;
  try {
    const before = await placeBefore(bus, options, behindSeq);
    const queue = new MessageQueue({
      ...{ before, behindSeq, conflates, traced },
      isNumbered: () => Boolean(bus.numberings.anchor(stream)),
      maxWaiting: batchSize * BATCHES_IN_FLIGHT,
      onGap: () => lostOnTheWire(options),
    });
    const messages = await consume(bus, options, queue, before.streamSeq);
    void messages.closed().then((error) => {
      const reason = error instanceof Error ? error : new Error('the consumer was closed');
      queue.end(busFailure(reason, `continue reading stream ${stream} for ${lane}`));
    });
    return { queue, messages };
  } catch (error) {
    throw busFailure(error, `read stream ${stream} for lane ${lane}`);
  }
}

async function consume(
  bus: BusConnection,
  options: LaneReaderOptions,
  queue: MessageQueue,
  behindStreamSeq: number,
): Promise<ConsumerMessages> {
  const names = busNames(bus.namespace);
  const stream = names.stream(options.stream);
  const durable = names.lane(options.lane);
  const inFlight = options.conflates ? options.batchSize * BATCHES_IN_FLIGHT : MESSAGES_ON_THE_WIRE;
  await removeConsumer(bus, stream, durable);
  await bus.jsm.consumers.add(stream, {
    durable_name: durable,
    description: `lane ${options.lane}`,
    ack_policy: options.conflates ? AckPolicy.Explicit : AckPolicy.All,
    ack_wait: nanos(ACK_WAIT_MS),
    max_ack_pending: inFlight,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: behindStreamSeq + 1,
    replay_policy: ReplayPolicy.Instant,
  });
  const consumer = await bus.js.consumers.get(stream, durable);
  return consumer.consume({
    max_messages: inFlight,
    callback: (message) => queue.push(message),
  });
}

/**
 * Returns the place before the message that holds the next record, or the log's end.
 *
 * A log that ends before the lane's position has lost acknowledged records, as after a restore. Its next records would
 * get numbers that the lane has already settled, and would be skipped silently.
 */
async function placeBefore(
  bus: BusConnection,
  { stream, lane, settledSeq }: LaneReaderOptions,
  behindSeq: number,
): Promise<LogEnd> {
  for (;;) {
    const end = await readEnd(bus, stream);
    if (end.seq < settledSeq) {
      throw new Failure('SETUP_FAILED', {
        message: `The log of ${stream} ends at ${end.seq}, but lane ${lane} has settled up to ${settledSeq}: JetStream's data is older than the database's. Restart the hub; its error message says what can be done.`,
      });
    }
    if (!bus.numberings.anchor(stream)) return { streamSeq: behindSeq, seq: behindSeq };
    if (end.seq <= behindSeq) return end;
    const found = await findMessage(bus, stream, behindSeq + 1);
    if (found) return { streamSeq: found.message.seq - 1, seq: found.range.firstSeq - 1 };
  }
}

async function consumerInfo(
  bus: BusConnection,
  { stream, lane }: LaneReaderOptions,
): Promise<ConsumerInfo> {
  const names = busNames(bus.namespace);
  try {
    return await bus.jsm.consumers.info(names.stream(stream), names.lane(lane));
  } catch (error) {
    throw busFailure(error, `check whether lane ${lane} has read everything`);
  }
}

async function removeConsumer(bus: BusConnection, stream: string, durable: string): Promise<void> {
  try {
    await bus.jsm.consumers.delete(stream, durable);
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
  }
}

/**
 * Messages sent into a broken connection are redelivered only after the ack wait; the lane must not continue without
 * them.
 */
function lostOnTheWire({ stream, lane }: LaneReaderOptions): Failure {
  return new Failure('BUS_UNAVAILABLE', {
    message: `Records of stream ${stream} were lost on their way to ${lane} because the connection to NATS broke. They are read again.`,
  });
}
