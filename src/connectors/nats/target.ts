import type { PubAck } from '@nats-io/jetstream';
import { JetStreamApiError } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { MsgHdrs } from '@nats-io/transport-node';
import type { Delivery, Outcome, Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { cloudEvent, messageId } from '../common/message.ts';
import { away, refused } from '../common/side.ts';
import type { NatsSystem, OpenNats } from './connection.ts';
import { isUnanswered, natsFailure } from './failures.ts';
import type { NatsTargetOptions } from './spec.ts';
import {
  DEFAULT_SUBJECT,
  isPerThing,
  MAX_SUBJECT_BYTES,
  subjectOf,
  templateMistake,
} from './subject.ts';

/** "message size exceeds maximum allowed": the limit of the stream, which may be lower than the server's. */
const TOO_LARGE = 10054;
/** Limits of the stream or the account are reached, and it keeps the old messages. */
const FULL: ReadonlySet<number> = new Set([10023, 10047, 10077, 10122]);
/** "expected stream does not match". */
const OTHER_STREAM = 10060;

interface Message {
  readonly delivery: Delivery;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly id: string;
}

/**
 * Publishes records to subjects. With JetStream each message is acknowledged once the stream holds it, and its `Nats-Msg-Id` is
 * the same for every attempt: the stream drops duplicates within its `duplicate_window`, and where each thing has its own subject
 * the last message there reveals a duplicate however late it comes.
 */
export class NatsTarget implements Target {
  readonly #system: NatsSystem;
  readonly #settings: TargetSettings;
  readonly #options: NatsTargetOptions;
  readonly #template: string;
  readonly #maxInFlight: number;

  constructor(system: NatsSystem, settings: TargetSettings, maxInFlight: number) {
    this.#system = system;
    this.#settings = settings;
    this.#options = settings.options;
    this.#template = this.#options.subject ?? DEFAULT_SUBJECT;
    this.#maxInFlight = maxInFlight;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const mistake = templateMistake(this.#template, this.#settings.entity);
    if (mistake !== null)
      throw refused('target', `Correct the \`subject\` ${this.#template}: ${mistake}.`);
    const nats = await this.#system.use('target', signal);
    const write = (outcomes: Outcomes) => this.#write(nats, deliveries, outcomes, signal);
    return deliverPartly(deliveries, write, signal);
  }

  async #write(
    nats: OpenNats,
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const maxBytes = nats.nc.info?.max_payload ?? Infinity;
    const fitting: Message[] = [];
    for (const delivery of deliveries) {
      const message = this.#toMessage(delivery);
      const failure = unfit(message, maxBytes);
      if (failure) outcomes.set(delivery, { kind: 'failed', failure });
      else fitting.push(message);
    }
    if (this.#options.stream === false) return this.#tellListeners(nats, fitting, outcomes, signal);
    const publish = async (message: Message) =>
      void outcomes.set(message.delivery, await this.#publish(nats, message, signal));
    await inParallel(fitting, this.#maxInFlight, publish, signal);
  }

  /** Publishes to current subscribers; the answer to a ping confirms that the server has received everything. */
  async #tellListeners(
    { nc, denied }: OpenNats,
    messages: readonly Message[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    for (const message of messages) {
      const told = this.#headers(message);
      told.set('Nats-Msg-Id', message.id);
      nc.publish(message.subject, message.payload, { headers: told });
    }
    await this.#limited(nc.flush(), signal);
    for (const { subject, delivery } of messages) {
      if (denied.has(subject))
        throw refused('target', `The account may not publish to ${subject}.`);
      outcomes.set(delivery, applied(delivery));
    }
  }

  async #publish(nats: OpenNats, message: Message, signal: AbortSignal): Promise<Outcome> {
    const { delivery, subject, payload, id } = message;
    if (delivery.repeated && (await this.#isLast(nats, message, signal)))
      return unchanged(delivery);
    const { stream } = this.#options;
    try {
      const answer = nats.js.publish(subject, payload, {
        msgID: id,
        headers: this.#headers(message),
        timeout: this.#system.timeoutMs,
        ...(typeof stream === 'string' ? { expect: { streamName: stream } } : {}),
      });
      const { duplicate }: PubAck = await answer;
      signal.throwIfAborted();
      return duplicate ? unchanged(delivery) : applied(delivery);
    } catch (error) {
      signal.throwIfAborted();
      if (isUnanswered(error)) throw await this.#unanswered(nats, subject, signal);
      return refusalOf(error, subject);
    }
  }

  /** Whether the last message on the thing's own subject is this very change. */
  async #isLast(nats: OpenNats, { subject, id }: Message, signal: AbortSignal): Promise<boolean> {
    if (!isPerThing(this.#template)) return false;
    const stream = await this.#streamOf(nats, subject, signal);
    if (stream === null) return false;
    const last = nats.jsm.streams.getMessage(stream, { last_by_subj: subject });
    const message = await this.#limited(last, signal);
    return message?.header.get('Nats-Msg-Id') === id;
  }

  /** Returns the stream that keeps a subject; null when none does. */
  async #streamOf({ jsm }: OpenNats, subject: string, signal: AbortSignal): Promise<string | null> {
    const { stream } = this.#options;
    if (typeof stream === 'string') return stream;
    const names = await this.#limited(jsm.streams.names(subject).next(), signal);
    return names[0] ?? null;
  }

  async #unanswered(nats: OpenNats, subject: string, signal: AbortSignal): Promise<Failure> {
    const stream = await this.#streamOf(nats, subject, signal);
    return stream === null
      ? refused(
          'target',
          `No stream keeps ${subject}: create one, or set \`stream: false\` to publish to current subscribers only.`,
        )
      : away('target', `The stream ${stream} does not answer.`);
  }

  #limited<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#system.limited(answer, 'target', `publish for ${this.#settings.lane}`, signal);
  }

  #toMessage(delivery: Delivery): Message {
    const { format, type, source } = this.#options;
    const named = { ...(type ? { type } : {}), ...(source ? { source } : {}) };
    const body =
      format === 'cloudevents' ? cloudEvent(this.#settings, named, delivery) : delivery.document;
    return {
      delivery,
      subject: subjectOf(this.#template, this.#settings.entity, delivery),
      payload: new TextEncoder().encode(JSON.stringify(body)),
      id: messageId(delivery),
    };
  }

  #headers({ delivery }: Message): MsgHdrs {
    const told = headers();
    if (delivery.traceParent !== undefined) told.set('traceparent', delivery.traceParent);
    if (this.#options.format === 'cloudevents') {
      told.set('Content-Type', 'application/cloudevents+json');
      return told;
    }
    told.set('Content-Type', 'application/json');
    told.set('stellwerk-operation', delivery.operation);
    told.set('stellwerk-key', encodeURIComponent(delivery.key));
    told.set('stellwerk-version', String(delivery.version));
    return told;
  }
}

function unfit({ subject, payload }: Message, maxBytes: number): Failure | null {
  if (Buffer.byteLength(subject) > MAX_SUBJECT_BYTES) {
    return tooLarge(`The subject has more than ${MAX_SUBJECT_BYTES} bytes: remove {key} from it`);
  }
  // Headers count too.
  return payload.length + 1024 + Buffer.byteLength(subject) > maxBytes
    ? tooLarge(`The message has ${payload.length} bytes; the server accepts ${maxBytes}`)
    : null;
}

/** Converts an answer about one message to its outcome. @throws Failure when it concerns the stream or the server */
function refusalOf(error: unknown, subject: string): Outcome {
  if (!(error instanceof JetStreamApiError))
    throw natsFailure(error, 'target', `publish to ${subject}`);
  const message = `The stream refused a message on ${subject}: ${error.message}`;
  if (error.code === OTHER_STREAM) throw refused('target', `${message}. Correct \`stream\`.`);
  if (FULL.has(error.code) || error.status >= 500) throw away('target', message);
  const failure = error.code === TOO_LARGE ? tooLarge(message) : recordRefused(message);
  return { kind: 'failed', failure };
}

function tooLarge(message: string): Failure {
  return recordRefused(`${message}. Map fewer fields.`);
}

function recordRefused(message: string): Failure {
  return new Failure('TARGET_REFUSED', { message });
}

function applied({ externalId, key }: Delivery): Outcome {
  return { kind: 'applied', externalId: externalId ?? key };
}

function unchanged({ externalId, key }: Delivery): Outcome {
  return { kind: 'unchanged', externalId: externalId ?? key };
}
