import type { JsMsg } from '@nats-io/jetstream';
import type { Failure } from '../domain/index.ts';
import type { LaneMessage } from '../pipeline/index.ts';
import { laneMessagesOf } from './lane-message.ts';
import type { LogEnd, SeqRange } from './numbering.ts';
import { countedOn, toldRange } from './numbering.ts';

/** Bytes that may wait here; beyond it the server is told nothing until they are taken. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** The server hears of so many messages at once that they have arrived. */
const ACKED_AT_ONCE = 16;

export interface MessageQueueOptions {
  /** The place in front of the first message that comes. */
  readonly before: LogEnd;
  /** Records up to this one have been taken before. */
  readonly behindSeq: number;
  /** Whether messages say which records they hold; asked for each, since that may begin at any time. */
  readonly isNumbered: () => boolean;
  readonly conflates: boolean;
  readonly traced: boolean;
  /** Records that may wait here. */
  readonly maxWaiting: number;
  readonly onGap: () => Failure;
}

interface Waiting {
  readonly message: JsMsg;
  readonly range: SeqRange;
}

/**
 * What the server has sent and the lane has not taken. It is bounded by acknowledgements: the server sends only so many messages
 * that are not acknowledged. They are for that alone, since the lane's position is in the ledger.
 *
 * Where the log conflates, the server takes a message that was overtaken for acknowledged and sends another. So each is acknowledged
 * alone, when it is settled, and what outgrows the bound nevertheless is given up, to be read again.
 */
export class MessageQueue {
  readonly #options: MessageQueueOptions;
  #waiting: Waiting[] = [];
  #records = 0;
  #bytes = 0;
  /** The first message's records that were not taken, once one of it was. */
  #opened: LaneMessage[] = [];
  #last: LogEnd;
  #takenSeq: number;
  #settledSeq: number;
  #lastDelivery = 0;
  /** Where the log conflates: all that was taken and is not settled. Elsewhere: the newest message, if the server waits for word. */
  #unacknowledged: Waiting[] = [];
  #silentFor = 0;
  #overflowed = false;
  #wake: (() => void) | null = null;
  #ended: Failure | null = null;

  constructor(options: MessageQueueOptions) {
    this.#options = options;
    this.#last = options.before;
    this.#takenSeq = options.behindSeq;
    this.#settledSeq = options.behindSeq;
  }

  /**
   * Drops what was delivered before, since a redelivery may bring messages again. The server counts its deliveries to a
   * consumer, so a gap in that count tells a message that never arrived; positions in the stream have gaps of their own.
   */
  push(message: JsMsg): void {
    const { deliverySequence } = message.info;
    if (this.#ended || this.#overflowed) return;
    if (deliverySequence !== this.#lastDelivery + 1) return this.end(this.#options.onGap());
    this.#lastDelivery = deliverySequence;
    if (message.seq <= this.#last.streamSeq) return;
    const told = this.#options.isNumbered() ? toldRange(message.headers) : null;
    const range = told ?? countedOn(message.seq, this.#last);
    this.#last = { streamSeq: message.seq, seq: range.lastSeq };
    this.#waiting.push({ message, range });
    this.#records += range.lastSeq - range.firstSeq + 1;
    this.#bytes += message.data.length;
    if (this.#options.conflates) this.#giveUpWhatOutgrows();
    else {
      this.#unacknowledged = [{ message, range }];
      this.#silentFor++;
      if (this.#silentFor >= ACKED_AT_ONCE) this.#askForMore();
    }
    this.#wake?.();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#opened.length === 0;
  }

  /** Nothing waits, and all that was taken is settled. */
  get isIdle(): boolean {
    return this.isEmpty && this.#settledSeq >= this.#takenSeq;
  }

  /** The server's count of what it sent. */
  get lastDelivery(): number {
    return this.#lastDelivery;
  }

  end(reason: Failure): void {
    this.#ended ??= reason;
    this.#wake?.();
  }

  /** @returns none when what waited was given up */
  async take(limit: number, signal: AbortSignal): Promise<LaneMessage[]> {
    while (this.isEmpty && !this.#overflowed) {
      signal.throwIfAborted();
      if (this.#ended) throw this.#ended;
      await this.#arrival(signal);
    }
    const taken = this.#opened.splice(0, limit);
    for (let next = this.#waiting[0]; next && taken.length < limit; next = this.#waiting[0]) {
      this.#waiting.shift();
      const records = this.#open(next);
      taken.push(...records.splice(0, limit - taken.length));
      this.#opened = records;
    }
    this.#takenSeq = seqOf(taken.at(-1)) ?? this.#takenSeq;
    if (!this.#options.conflates) this.#askForMore();
    return taken;
  }

  settled(seq: number): void {
    this.#settledSeq = seq;
    if (!this.#options.conflates) return;
    const settled = this.#unacknowledged.filter(({ range }) => range.lastSeq <= seq);
    for (const { message } of settled) message.ack();
    this.#unacknowledged = this.#unacknowledged.filter(({ range }) => range.lastSeq > seq);
  }

  #open(next: Waiting): LaneMessage[] {
    const { message, range } = next;
    this.#records -= range.lastSeq - range.firstSeq + 1;
    this.#bytes -= message.data.length;
    if (this.#options.conflates) this.#unacknowledged.push(next);
    const records = laneMessagesOf(message, range, this.#options.traced);
    return records.filter((record) => (seqOf(record) ?? 0) > this.#options.behindSeq);
  }

  #askForMore(): void {
    if (this.#records > this.#options.maxWaiting || this.#bytes > MAX_WAITING_BYTES) return;
    this.#unacknowledged.pop()?.message.ack();
    this.#silentFor = 0;
  }

  #giveUpWhatOutgrows(): void {
    if (this.#waiting.length <= this.#options.maxWaiting) return;
    this.#waiting = [];
    this.#opened = [];
    this.#overflowed = true;
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

function seqOf(message: LaneMessage | undefined): number | undefined {
  return message?.kind === 'record' ? message.record.seq : message?.seq;
}
