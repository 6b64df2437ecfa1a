import { Failure } from '../domain/index.ts';
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
  /** Where the lane stands by its ledger; the reader starts right behind. */
  readonly settledSeq: number;
  /** Records in one `take`, at most. */
  readonly batchSize: number;
  /** The log keeps few versions of a key, so what was sent may be overtaken before it is taken. */
  readonly conflates: boolean;
  /** Whether records say by which span they are traced. Default: they do not, which saves the looking. */
  readonly traced?: boolean;
}

/**
 * Reads a stream for one lane through its durable consumer. The ledger in PostgreSQL, written in the same transaction as the
 * batch's links and counts, is the truth about the lane's position; so the consumer is made anew behind it at each start, and
 * a lost acknowledgement costs nothing.
 *
 * A lane that is right behind the end of the log takes what this hub has just stored from memory (`tail.ts`): then it needs no
 * consumer, and nothing is sent to it twice.
 *
 * In a log that conflates, the server takes a version that was overtaken for acknowledged and sends another instead. Acknowledged
 * one by one, that is one only (else all in front of it would count as settled, in the backlog too). And where so many were overtaken
 * that what waits here outgrows its bound, it is dropped and read again: by then it is fewer.
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
  /** Null where the log conflates: a version that was overtaken must not be taken. */
  readonly #tail: Tail | null;
  readonly #closing = new AbortController();
  #takenSeq: number;
  /** Null while it reads the tail. */
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
    try {
      const { seq } = await readEnd(this.#bus, stream);
      // Also what others have written there.
      growth.reached(stream, seq);
      return seq === this.#takenSeq;
    } catch (error) {
      throw busFailure(error, `tell whether lane ${lane} has read everything`);
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

  /** @returns none when what waited was given up */
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

  /** @returns none when it waited for more, or has to read the log */
  async #takeStored(limit: number, signal: AbortSignal): Promise<LaneMessage[]> {
    const { growth } = this.#bus;
    const { stream } = this.#options;
    const seq = this.#takenSeq;
    if (this.#mayRead(this.#tail)) {
      const runs = this.#tail.take(seq, limit);
      if (runs.length > 0) return runs.flatMap(laneMessagesOfTail);
      if (growth.end(stream) === seq) {
        await growth.otherThan(stream, seq, AbortSignal.any([signal, this.#closing.signal]));
        if (growth.end(stream) !== seq) return [];
      }
    }
    // It is not all here: forgotten, in doubt, or written by others.
    this.#unfollow();
    await this.#consume();
    return [];
  }

  /** It holds all that is known to stand behind the lane. */
  #mayRead(tail: Tail | null): tail is Tail {
    return (
      !!tail?.reaches(this.#takenSeq) && tail.endSeq === this.#bus.growth.end(this.#options.stream)
    );
  }

  /** @throws Failure CANCELLED when the reader was closed meanwhile: nobody else would end the consumer */
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
