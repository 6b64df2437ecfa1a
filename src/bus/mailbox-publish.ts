import type {
  JetStreamPublishOptions,
  NextMsgRequest,
  SeqMsgRequest,
  StoredMsg,
} from '@nats-io/jetstream';
import { StorageType } from '@nats-io/jetstream';
import { TimeoutError } from '@nats-io/transport-node';
import type { BusConnection } from './connection.ts';
import { isStreamNotFound } from './failures.ts';
import { ensureMailboxStream, mailboxSubjects } from './mailbox-stream.ts';
import { busNames } from './names.ts';

/** Allows one rebuild at a time; all callers wait for the same one. */
const rebuilding = new WeakMap<BusConnection, Promise<void>>();

/**
 * Publishes into the mailbox stream. If a server's disk was full, it may refuse this stream silently until it is
 * restarted, although there is space again and other streams work: a write on the server's own behalf that fails, such
 * as a tick's, marks the stream's store as broken (nats-server 2.15). So if no answer comes and another stream can be
 * written, the stream is recreated.
 * @throws whatever the client throws
 */
export async function publishToMailbox(
  bus: BusConnection,
  subject: string,
  payload: string,
  options: Partial<JetStreamPublishOptions>,
): Promise<void> {
  try {
    await bus.js.publish(subject, payload, options);
  } catch (error) {
    const stuck = error instanceof TimeoutError && (await canStoreElsewhere(bus));
    if (!stuck) throw error;
    await rebuildMailbox(bus);
    await bus.js.publish(subject, payload, options);
  }
}

/**
 * Recreates the mailbox stream with its commands and schedules. A crash while doing so loses the commands that no hub
 * has taken yet; their callers get no answer. Schedules are set at each start.
 */
export async function rebuildMailbox(bus: BusConnection): Promise<void> {
  const underWay = rebuilding.get(bus) ?? rebuild(bus).finally(() => rebuilding.delete(bus));
  rebuilding.set(bus, underWay);
  await underWay;
}

async function rebuild(bus: BusConnection): Promise<void> {
  const kept: StoredMsg[] = [];
  for await (const message of messagesOf(bus)) kept.push(message);
  await bus.jsm.streams.delete(busNames(bus.namespace).mailboxStream);
  await ensureMailboxStream(bus);
  for (const { subject, data, header } of kept) {
    await bus.js.publish(subject, data, { headers: header });
  }
}

/** Reads the messages to keep. Ticks are left out: the hub notices a missing tick by itself. */
async function* messagesOf(bus: BusConnection): AsyncGenerator<StoredMsg> {
  const { mailboxStream } = busNames(bus.namespace);
  const tickPrefix = mailboxSubjects(bus.namespace).ticks.slice(0, -1);
  // The server accepts both together; the client's types allow only one of them.
  const query: SeqMsgRequest & NextMsgRequest = { seq: 0, next_by_subj: '>' };
  for (;;) {
    const message = await bus.jsm.streams.getMessage(mailboxStream, query);
    if (message === null) return;
    query.seq = message.seq + 1;
    if (!message.subject.startsWith(tickPrefix)) yield message;
  }
}

/** Whether the server can store anything at all; while its disk is full, only waiting helps. */
async function canStoreElsewhere(bus: BusConnection): Promise<boolean> {
  const name = `${busNames(bus.namespace).mailboxStream}-trial`;
  const subject = `${bus.namespace}.mailbox-trial`;
  try {
    await bus.jsm.streams.add({ name, subjects: [subject], storage: StorageType.File });
    await bus.js.publish(subject, '');
    return true;
  } catch {
    return false;
  } finally {
    await bus.jsm.streams.delete(name).catch((error: unknown) => {
      if (!isStreamNotFound(error)) throw error;
    });
  }
}
