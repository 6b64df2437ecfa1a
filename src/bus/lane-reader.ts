import { eitherSignal, Failure } from '../domain/index.ts';
import type { LaneMessage, LaneReader } from '../pipeline/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import type { LaneConsumer } from './lane-consumer.ts';
import { openLaneConsumer } from './lane-consumer.ts';
import { laneMessagesOfTail } from './lane-message.ts';
import { readEnd } from './log-end.ts';
import type { Follower, Tail } from './tail.ts';

export interface LaneReaderOptions {
  readonly stream: string;
  readonly lane: string;
  /** The lane's position according to its ledger; the reader starts right behind it. */
  readonly settledSeq: number;
  /** The maximum number of records in one `take`. */
  readonly batchSize: number;
  /** Whether the log keeps only few versions per key, so that a message may be superseded before it is taken. */
  readonly conflates: boolean;
  /** Whether records carry a `traceparent`. Default false, which saves looking for it. */
  readonly traced?: boolean;
}

/**
 * Reads a stream for one lane through the lane's durable consumer. The ledger in PostgreSQL, written in the same
 * transaction as the batch's links and counts, is the truth about the lane's position. So each start recreates the
 * consumer behind that position, and a lost acknowledgement costs nothing.
 *
 * A lane close to the end of the log takes what this hub has just stored from memory (`tail.ts`). It then needs no
 * consumer, and nothing is sent to it twice.
 *
 * In a log that conflates, the server treats a superseded version as acknowledged and sends another message instead.
 * Messages are therefore acknowledged one by one; otherwise all earlier ones would count as settled, also in the
 * backlog. If so many versions are superseded that the waiting messages exceed their limit, they are dropped and read
 * again: by then there are fewer.
 */
export async function openLaneReader(
  bus: BusConnection,
  options: LaneReaderOptions,
): Promise<LaneReader> {
  const reader = new Reader(bus, options);
  await reader.open();
  return reader;
}

class Reader implements LaneReader {
  readonly #bus: BusConnection;
  readonly #options: LaneReaderOptions;
  /** Null if the log conflates: a superseded version must not be taken. */
  readonly #tail: Tail | null;
  readonly #closing = new AbortController();
  #takenSeq: number;
  /** Null while the lane reads the tail. */
  #consumer: LaneConsumer | null = null;
  #follower: Follower | null = null;

  constructor(bus: BusConnection, options: LaneReaderOptions) {
    this.#bus = bus;
    this.#options = options;
    this.#tail = options.conflates ? null : bus.tails.of(options.stream);
    this.#takenSeq = options.settledSeq;
  }

  async open(): Promise<void> {
    if (this.#mayRead(this.#tail)) this.#follow(this.#tail);
    else await this.#consume();
  }

  async take(signal: AbortSignal, limit = this.#options.batchSize): Promise<LaneMessage[]> {
    const most = Math.min(limit, this.#options.batchSize);
    for (;;) {
      if (this.#consumer?.isEmpty && this.#mayRead(this.#tail))
        await this.#leaveConsumer(this.#tail);
      const batch = this.#consumer
        ? await this.#takeSent(this.#consumer, most, signal)
        : await this.#takeStored(most, signal);
      const last = batch.at(-1);
      if (!last) continue;
      this.#takenSeq = last.kind === 'record' ? last.record.seq : last.seq;
      if (this.#follower) this.#tail?.passed(this.#follower, this.#takenSeq);
      return batch;
    }
  }

  ack(seq: number): void {
    this.#consumer?.ack(seq);
  }

  async atEnd(): Promise<boolean> {
    if (this.#consumer) return this.#consumer.atEnd();
    const { growth } = this.#bus;
    const { stream, lane } = this.#options;
    const before = growth.end(stream);
    try {
      const { seq } = await readEnd(this.#bus, stream);
      // Includes what others have written there.
      growth.found(stream, seq, before);
      return growth.end(stream) === this.#takenSeq;
    } catch (error) {
      throw busFailure(error, `check whether lane ${lane} has read everything`);
    }
  }

  async allTaken(): Promise<boolean> {
    if (this.#consumer) return this.#consumer.allTaken();
    return this.#bus.growth.end(this.#options.stream) <= this.#takenSeq;
  }

  async close(): Promise<void> {
    this.#closing.abort(
      new Failure('CANCELLED', { message: `Lane ${this.#options.lane} stopped reading.` }),
    );
    this.#unfollow();
    await this.#consumer?.close();
  }

  /** @returns an empty batch if the waiting messages were dropped */
  async #takeSent(
    consumer: LaneConsumer,
    limit: number,
    signal: AbortSignal,
  ): Promise<LaneMessage[]> {
    const batch = await consumer.take(limit, signal);
    if (batch.length === 0) {
      await consumer.close();
      await this.#consume();
    }
    return batch;
  }

  /** @returns an empty batch after waiting for more, or if the log has to be read */
  async #takeStored(limit: number, signal: AbortSignal): Promise<LaneMessage[]> {
    const { growth } = this.#bus;
    const { stream } = this.#options;
    const seq = this.#takenSeq;
    if (this.#mayRead(this.#tail)) {
      const runs = this.#tail.take(seq, limit);
      if (runs.length > 0) return runs.flatMap(laneMessagesOfTail);
      if (growth.end(stream) === seq) {
        using either = eitherSignal(signal, this.#closing.signal);
        await growth.otherThan(stream, seq, either.signal);
        if (growth.end(stream) !== seq) return [];
      }
    }
    // The tail is incomplete: records were dropped, are in doubt, or were written by others.
    this.#unfollow();
    await this.#consume();
    return [];
  }

  /** Whether the tail holds all known records behind the lane. */
  #mayRead(tail: Tail | null): tail is Tail {
    return (
      !!tail?.reaches(this.#takenSeq) && tail.endSeq === this.#bus.growth.end(this.#options.stream)
    );
  }

  /** @throws Failure CANCELLED if the reader was closed in the meantime, since nothing else would close the consumer */
  async #consume(): Promise<void> {
    const consumer = await openLaneConsumer(this.#bus, this.#options, this.#takenSeq);
    if (this.#closing.signal.aborted) {
      await consumer.close();
      throw this.#closing.signal.reason;
    }
    this.#consumer = consumer;
  }

  async #leaveConsumer(tail: Tail): Promise<void> {
    await this.#consumer?.close();
    this.#consumer = null;
    this.#follow(tail);
  }

  #follow(tail: Tail): void {
    this.#follower = tail.follow(this.#takenSeq);
  }

  #unfollow(): void {
    if (this.#follower) this.#tail?.leave(this.#follower);
    this.#follower = null;
  }
}
