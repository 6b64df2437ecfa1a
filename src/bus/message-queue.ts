import type { JsMsg } from '@nats-io/jetstream';
import type { Failure } from '../domain/index.ts';
import type { LaneMessage } from '../pipeline/index.ts';
import { laneMessagesOf } from './lane-message.ts';
import type { LogEnd, SeqRange } from './numbering.ts';
import { countedOn, toldRange } from './numbering.ts';

/** Bytes that may wait here; beyond this nothing is acknowledged until some are taken. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** The arrival of messages is acknowledged after this many. */
const ACKED_AT_ONCE = 16;

export interface MessageQueueOptions {
  /** The place before the first message. */
  readonly before: LogEnd;
  /** Records up to this one were taken before. */
  readonly behindSeq: number;
  /** Whether messages state which records they hold. Called for each message, since that may begin at any time. */
  readonly isNumbered: () => boolean;
  readonly conflates: boolean;
  readonly traced: boolean;
  /** Maximum number of waiting records. */
  readonly maxWaiting: number;
  readonly onGap: () => Failure;
}

interface Waiting {
  readonly message: JsMsg;
  readonly range: SeqRange;
}

/**
 * Holds what the server has sent and the lane has not taken yet. Acknowledgements bound it: the server sends only a
 * limited number of unacknowledged messages. They serve no other purpose, since the lane's position is in the ledger.
 *
 * If the log conflates, the server treats a superseded message as acknowledged and sends another. Each message is
 * therefore acknowledged individually when it is settled. Messages that exceed the limit nevertheless are dropped and
 * read again.
 */
export class MessageQueue {
  readonly #options: MessageQueueOptions;
  #waiting: Waiting[] = [];
  #records = 0;
  #bytes = 0;
  /** The records of the first message that are left after some of them were taken. */
  #opened: LaneMessage[] = [];
  #last: LogEnd;
  #takenSeq: number;
  #settledSeq: number;
  #lastDelivery = 0;
  /**
   * If the log conflates: all messages taken but not settled. Otherwise the newest message, if it is not acknowledged
   * yet.
   */
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
   * Adds a message; drops one that was delivered before, as redeliveries may bring. The server numbers its deliveries
   * to a consumer, so a gap in these numbers reveals a message that never arrived. Positions in the stream have gaps of
   * their own.
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

  /** Whether nothing waits and everything taken is settled. */
  get isIdle(): boolean {
    return this.isEmpty && this.#settledSeq >= this.#takenSeq;
  }

  /** The number of the last delivery, as counted by the server. */
  get lastDelivery(): number {
    return this.#lastDelivery;
  }

  end(reason: Failure): void {
    this.#ended ??= reason;
    this.#wake?.();
  }

  /** @returns an empty batch if the waiting messages were dropped */
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
