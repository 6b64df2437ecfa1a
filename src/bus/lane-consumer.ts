import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import type { ConsumerInfo, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { Failure } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import type { LaneReaderOptions } from './lane-reader.ts';
import { busNames } from './names.ts';

/** An unsettled batch is delivered again after this long; the reader ignores what it has already. */
const ACK_WAIT_MS = 10 * 60_000;
/** Batches that may lie between server and settlement: one being delivered, one decoded, two on their way. */
const BATCHES_IN_FLIGHT = 4;

/** A lane's durable consumer, from one place on. */
export interface LaneConsumer {
  /** Nothing has arrived that was not taken. */
  readonly isEmpty: boolean;
  /** Waits for what arrives. @returns none when what waited was given up, and is to be read again */
  take(limit: number, signal: AbortSignal): Promise<JsMsg[]>;
  /** Acknowledges everything that was taken up to and including `seq`. */
  ack(seq: number): void;
  /** Whether the server has nothing for it any more. */
  atEnd(): Promise<boolean>;
  /** A `take` that still waits rejects. */
  close(): Promise<void>;
}

/** Begins to read right behind a place. */
export async function openLaneConsumer(
  bus: BusConnection,
  options: LaneReaderOptions,
  behindSeq: number,
): Promise<LaneConsumer> {
  const { queue, messages } = await openQueue(bus, options, behindSeq);
  const stopListening = bus.onReconnect(() => queue.end(lostOnTheWire(options)));
  let unacknowledged: JsMsg[] = [];
  return {
    get isEmpty() {
      return queue.isEmpty;
    },
    async take(limit, signal) {
      const batch = await queue.take(limit, signal);
      unacknowledged.push(...(options.conflates ? batch : batch.slice(-1)));
      return batch;
    },
    ack(seq) {
      const settled = unacknowledged.filter((message) => message.seq <= seq);
      for (const message of options.conflates ? settled : settled.slice(-1)) message.ack();
      unacknowledged = unacknowledged.slice(settled.length);
    },
    async atEnd() {
      if (!queue.isEmpty) return false;
      const { num_pending, num_ack_pending } = await consumerInfo(bus, options);
      return queue.isEmpty && num_pending + num_ack_pending === 0;
    },
    async close() {
      stopListening();
      queue.end(new Failure('CANCELLED', { message: `Lane ${options.lane} stopped reading.` }));
      await messages.close();
    },
  };
}

async function openQueue(bus: BusConnection, options: LaneReaderOptions, behindSeq: number) {
  const queue = new MessageQueue(behindSeq, inFlight(options), () => lostOnTheWire(options));
  const messages = await consume(bus, options, queue, behindSeq);
  void messages.closed().then((error) => {
    const reason = error instanceof Error ? error : new Error('the consumer was closed');
    queue.end(busFailure(reason, `go on reading stream ${options.stream} for ${options.lane}`));
  });
  return { queue, messages };
}

function inFlight({ batchSize }: LaneReaderOptions): number {
  return batchSize * BATCHES_IN_FLIGHT;
}

async function consume(
  bus: BusConnection,
  options: LaneReaderOptions,
  queue: MessageQueue,
  behindSeq: number,
): Promise<ConsumerMessages> {
  const names = busNames(bus.namespace);
  const stream = names.stream(options.stream);
  const durable = names.lane(options.lane);
  try {
    await requireLog(bus, stream, options);
    await removeConsumer(bus, stream, durable);
    await bus.jsm.consumers.add(stream, {
      durable_name: durable,
      description: `lane ${options.lane}`,
      ack_policy: options.conflates ? AckPolicy.Explicit : AckPolicy.All,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: inFlight(options),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: behindSeq + 1,
      replay_policy: ReplayPolicy.Instant,
    });
    const consumer = await bus.js.consumers.get(stream, durable);
    return await consumer.consume({
      max_messages: inFlight(options),
      callback: (message) => queue.push(message),
    });
  } catch (error) {
    throw busFailure(error, `read stream ${options.stream} for lane ${options.lane}`);
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
    throw busFailure(error, `tell whether lane ${lane} has read everything`);
  }
}

/**
 * A log that ends before the lane's position has lost records that were acknowledged, as after a restore. Its next records would
 * bear numbers that the lane believes to have settled, and be passed over in silence.
 */
async function requireLog(
  bus: BusConnection,
  stream: string,
  { lane, settledSeq }: LaneReaderOptions,
): Promise<void> {
  const { state } = await bus.jsm.streams.info(stream);
  if (state.last_seq >= settledSeq) return;
  throw new Failure('SETUP_FAILED', {
    message: `The log ${stream} ends at ${state.last_seq}, but lane ${lane} has settled up to ${settledSeq}: JetStream's data is older than the database's. Restart the hub, which says what can be done.`,
  });
}

async function removeConsumer(bus: BusConnection, stream: string, durable: string): Promise<void> {
  try {
    await bus.jsm.consumers.delete(stream, durable);
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
  }
}

/** What the server sent into a connection that broke comes again only after the ack wait; the lane must not go on without it. */
function lostOnTheWire({ stream, lane }: LaneReaderOptions): Failure {
  return new Failure('BUS_UNAVAILABLE', {
    message: `Records of stream ${stream} got lost on their way to ${lane}, as the connection to NATS broke. They are read again.`,
  });
}

/**
 * Bounded by the consumer's `max_ack_pending`: the server sends no more until something is settled, or was overtaken. Then there
 * may be more than that; what waits is given up, and is to be read again.
 */
class MessageQueue {
  #waiting: JsMsg[] = [];
  #lastSeq: number;
  #lastDelivery = 0;
  readonly #limit: number;
  readonly #onGap: () => Failure;
  #overflowed = false;
  #wake: (() => void) | null = null;
  #ended: Failure | null = null;

  constructor(lastSeq: number, limit: number, onGap: () => Failure) {
    this.#lastSeq = lastSeq;
    this.#limit = limit;
    this.#onGap = onGap;
  }

  /**
   * Drops what was delivered before, since a redelivery may bring messages again. The server counts its deliveries to a
   * consumer, so a gap in that count tells a message that never arrived; positions in the stream have gaps of their own.
   */
  push(message: JsMsg): void {
    const { deliverySequence } = message.info;
    if (this.#ended || this.#overflowed) return;
    if (deliverySequence !== this.#lastDelivery + 1) return this.end(this.#onGap());
    this.#lastDelivery = deliverySequence;
    if (message.seq <= this.#lastSeq) return;
    this.#lastSeq = message.seq;
    this.#waiting.push(message);
    if (this.#waiting.length > this.#limit) {
      this.#waiting = [];
      this.#overflowed = true;
    }
    this.#wake?.();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  end(reason: Failure): void {
    this.#ended ??= reason;
    this.#wake?.();
  }

  /** @returns none when what waited was given up */
  async take(limit: number, signal: AbortSignal): Promise<JsMsg[]> {
    while (this.#waiting.length === 0 && !this.#overflowed) {
      signal.throwIfAborted();
      if (this.#ended) throw this.#ended;
      await this.#arrival(signal);
    }
    return this.#waiting.splice(0, limit);
  }

  #arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#wake = null;
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
