import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import type { Consumer, JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { OpenNats } from './connection.ts';

/** The server removes the consumer when it has not been used for this long, for instance after a crash of the hub. */
const FORGOTTEN_AFTER_MS = 120_000;

export interface ReaderOptions {
  readonly stream: string;
  /** Only messages with this subject; undefined: all. */
  readonly subject: string | undefined;
  /** The first message to read, or the next one after it. */
  readonly fromSeq: number;
  /** Omits the content of the messages. */
  readonly headersOnly?: boolean;
}

/**
 * Reads a stream from a position on with a consumer of its own, which is not shared and which the server keeps only in memory. The
 * hub keeps the position in its cursor, so nothing has to be acknowledged.
 */
export class StreamReader {
  readonly #nats: OpenNats;
  readonly #stream: string;
  readonly #consumer: Consumer;
  readonly #name: string;
  #delivered = 0;
  #pending: number;
  #broken = false;

  static async open(nats: OpenNats, options: ReaderOptions): Promise<StreamReader> {
    const { name, num_pending } = await nats.jsm.consumers.add(options.stream, {
      description: 'stellwerk',
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: options.fromSeq,
      replay_policy: ReplayPolicy.Instant,
      inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
      mem_storage: true,
      num_replicas: 1,
      ...(options.subject === undefined ? {} : { filter_subject: options.subject }),
      ...(options.headersOnly ? { headers_only: true } : {}),
    });
    const consumer = await nats.js.consumers.get(options.stream, name);
    return new StreamReader(nats, options.stream, consumer, name, num_pending);
  }

  private constructor(
    nats: OpenNats,
    stream: string,
    consumer: Consumer,
    name: string,
    pending: number,
  ) {
    this.#nats = nats;
    this.#stream = stream;
    this.#consumer = consumer;
    this.#name = name;
    this.#pending = pending;
  }

  /** Number of unread messages in the stream when the last one arrived. */
  get pending(): number {
    return this.#pending;
  }

  /** Whether a message was lost in transit: the messages taken so far are good, but a new reader has to continue. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Returns up to `limit` next messages in order; fewer, or none, when no more arrive within `waitMs`. Ends early on abort. */
  async take(limit: number, waitMs: number, signal: AbortSignal): Promise<readonly JsMsg[]> {
    const messages = await this.#consumer.fetch({ max_messages: limit, expires: waitMs });
    const stop = () => messages.stop();
    signal.addEventListener('abort', stop, { once: true });
    const taken: JsMsg[] = [];
    try {
      if (signal.aborted) return [];
      for await (const message of messages) {
        // The server counts what it delivers to a consumer; stream sequences may have gaps.
        if (message.info.deliverySequence !== this.#delivered + 1) break;
        this.#delivered++;
        this.#pending = message.info.pending;
        taken.push(message);
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (taken.length < limit) this.#broken = true;
    return taken;
  }

  /** Never fails: the server removes an abandoned consumer by itself. */
  async close(): Promise<void> {
    await this.#nats.jsm.consumers.delete(this.#stream, this.#name).catch(() => undefined);
  }
}
