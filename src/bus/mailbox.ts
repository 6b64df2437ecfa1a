import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import type { ConsumerMessages, JetStreamPublishOptions, JsMsg } from '@nats-io/jetstream';
import { createInbox, headers, nanos } from '@nats-io/transport-node';
import type { Command } from '../domain/index.ts';
import { defaultRetryPolicy, Failure, waitAfterAttempt } from '../domain/index.ts';
import { decodeCommand, decodeOutcome, encodeOutcome, REPLY_HEADER } from './command-message.ts';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerExists } from './failures.ts';
import { publishToMailbox } from './mailbox-publish.ts';
import { ensureMailboxStream, mailboxSubjects } from './mailbox-stream.ts';
import { busNames } from './names.ts';

const CONSUMER = 'hub';
/** Longer than a hub takes for a command (30 s); otherwise a slow one would be redelivered. */
const ACK_WAIT_MS = 60_000;
/** Maximum number of commands in progress; further ones wait in NATS. */
const MAX_IN_FLIGHT = 256;
/** Slightly longer than a hub takes at most, so that the caller gets the hub's own reason. */
const REQUEST_LIMIT_MS = 35_000;
const RETRY = { ...defaultRetryPolicy, maxMs: 60_000 };

/** Carries out one command. A rejection is an answer too: its Failure is sent to the caller. */
export type CommandHandler = (command: Command, signal: AbortSignal) => Promise<void>;

/** The commands of all actors, as durable messages. */
export interface Mailbox {
  /**
   * Resolves when the command is stored. A hub carries it out, provided that one runs within a day. A command id that
   * was published within the last ten minutes is not stored again.
   * @throws Failure BUS_UNAVAILABLE
   */
  publish(command: Command): Promise<void>;
  /**
   * Publishes the command and waits until a hub has carried it out. A command that no hub takes in time is withdrawn. A
   * repeated id is passed to the handler again, which knows its outcome.
   * @throws Failure that the handler threw; TIMED_OUT; CANCELLED if the signal aborts; BUS_UNAVAILABLE
   */
  request(command: Command, signal?: AbortSignal): Promise<void>;
  /**
   * Passes commands and ticks to the handler until the signal aborts, then waits for the handlers in progress. Several
   * handlers run concurrently, called in the order of the messages. The handler has to keep the commands to one actor
   * in order and to recognise repeated ids, since commands are redelivered after a crash. If a command fails with a
   * retryable failure and no caller waits for its outcome, the handler is called again after growing waits; any other
   * failure settles it.
   * @throws Failure BUS_UNAVAILABLE if the consumer cannot be created or is lost permanently
   */
  consume(handler: CommandHandler, signal: AbortSignal): Promise<void>;
}

export interface MailboxOptions {
  /** How long `request` waits. Default 35,000. */
  readonly requestLimitMs?: number;
  /**
   * Called for each failed command and each message that is not a command (command null), for logging. Must not throw.
   */
  readonly onFailure?: (failure: Failure, command: Command | null) => void;
}

/** Opens the mailbox and creates its JetStream stream if necessary. @throws Failure BUS_UNAVAILABLE */
export async function openMailbox(
  bus: BusConnection,
  options: MailboxOptions = {},
): Promise<Mailbox> {
  await ensureMailboxStream(bus);
  return {
    publish: (command) => store(bus, command, { msgID: command.id }),
    request: (command, signal) =>
      request(bus, command, options.requestLimitMs ?? REQUEST_LIMIT_MS, signal),
    consume: (handler, signal) => consume(bus, options, handler, signal),
  };
}

async function store(
  bus: BusConnection,
  command: Command,
  options: Partial<JetStreamPublishOptions>,
): Promise<void> {
  const subject = busNames(bus.namespace).mailbox(command.kind, command.name);
  try {
    await publishToMailbox(bus, subject, JSON.stringify(command), options);
  } catch (error) {
    throw busFailure(error, `store the ${command.action} of ${command.kind} ${command.name}`);
  }
}

async function request(
  bus: BusConnection,
  command: Command,
  limitMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
  const inbox = createInbox();
  const outcome = Promise.withResolvers<Failure | null>();
  // Subscribe before storing the command; otherwise a quick answer would be lost.
  const subscription = bus.nc.subscribe(inbox, {
    max: 1,
    callback: (_error, message) => outcome.resolve(decodeOutcome(message.string())),
  });
  const giveUp = () => outcome.resolve(unanswered(command, limit.aborted, limitMs));
  bounded.addEventListener('abort', giveUp);
  if (bounded.aborted) giveUp();
  try {
    const reply = headers();
    reply.set(REPLY_HEADER, inbox);
    const ttl = `${Math.ceil(limitMs / 1_000)}s`;
    if (!bounded.aborted) await store(bus, command, { headers: reply, ttl });
    const failure = await outcome.promise;
    if (failure !== null) throw failure;
  } finally {
    bounded.removeEventListener('abort', giveUp);
    subscription.unsubscribe();
  }
}

function unanswered({ action, kind, name }: Command, timedOut: boolean, limitMs: number): Failure {
  const what = `the ${action} of ${kind} ${name}`;
  return timedOut
    ? new Failure('TIMED_OUT', {
        message: `No hub answered ${what} within ${limitMs / 1_000} s; it may still take effect, see the status.`,
      })
    : new Failure('CANCELLED', { message: `The caller no longer waits for ${what}.` });
}

async function consume(
  bus: BusConnection,
  options: MailboxOptions,
  handler: CommandHandler,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const messages = await openConsumer(bus);
  const close = () => messages.stop();
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  const underWay = new Set<Promise<void>>();
  try {
    for await (const message of messages) {
      const task = handle(bus, options, handler, message, signal);
      underWay.add(task);
      void task.finally(() => underWay.delete(task));
    }
  } catch (error) {
    throw busFailure(error, 'take commands from the mailbox');
  } finally {
    signal.removeEventListener('abort', close);
    await Promise.all(underWay);
  }
}

async function openConsumer(bus: BusConnection): Promise<ConsumerMessages> {
  const { mailboxStream } = busNames(bus.namespace);
  try {
    await ensureConsumer(bus, mailboxStream);
    const consumer = await bus.js.consumers.get(mailboxStream, CONSUMER);
    return await consumer.consume({
      max_messages: MAX_IN_FLIGHT,
      // When the stream is recreated, the caller recreates the consumer.
      abort_on_missing_resource: true,
    });
  } catch (error) {
    throw busFailure(error, 'open the consumer of the mailbox');
  }
}

/** Creates the consumer, or updates one that an older version of the hub has created with other settings. */
async function ensureConsumer(bus: BusConnection, mailboxStream: string): Promise<void> {
  const settings = {
    filter_subjects: mailboxSubjects(bus.namespace).consumed,
    ack_wait: nanos(ACK_WAIT_MS),
    max_ack_pending: MAX_IN_FLIGHT,
  };
  try {
    await bus.jsm.consumers.add(mailboxStream, {
      ...settings,
      durable_name: CONSUMER,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
    });
  } catch (error) {
    if (!isConsumerExists(error)) throw error;
    await bus.jsm.consumers.update(mailboxStream, CONSUMER, settings);
  }
}

/** Handles one message: carries out its command, answers and settles it. Never rejects. */
async function handle(
  bus: BusConnection,
  { onFailure }: MailboxOptions,
  handler: CommandHandler,
  message: JsMsg,
  signal: AbortSignal,
): Promise<void> {
  let command: Command | null = null;
  let failure: Failure | null = null;
  try {
    command = decodeCommand(message);
    await handler(command, signal);
  } catch (error) {
    failure = Failure.from(error, command === null ? 'MESSAGE_UNREADABLE' : 'INTERNAL', 'command');
    onFailure?.(failure, command);
  }
  try {
    settle(bus, message, failure, signal);
  } catch (error) {
    // The connection is lost, so NATS redelivers the message; the handler recognises the id.
    onFailure?.(busFailure(error, 'acknowledge a command'), command);
  }
}

function settle(
  bus: BusConnection,
  message: JsMsg,
  failure: Failure | null,
  signal: AbortSignal,
): void {
  const inbox = message.headers?.get(REPLY_HEADER);
  if (failure?.code === 'MESSAGE_UNREADABLE') return message.term(failure.message);
  if (inbox) bus.nc.publish(inbox, encodeOutcome(failure));
  else if (failure?.retryable) return message.nak(signal.aborted ? 0 : waitMs(message));
  message.ack();
}

function waitMs(message: JsMsg): number {
  return waitAfterAttempt(RETRY, message.info.deliveryCount);
}
