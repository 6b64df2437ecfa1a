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

/** One rebuilding at a time; whoever else wants it waits for the same. */
const rebuilding = new WeakMap<BusConnection, Promise<void>>();

/**
 * Publishes into the mailbox stream. A server whose disk was full refuses that stream by silence until it is started anew (a
 * write that failed on its own account, as a tick's, marks the stream's store as broken; nats-server 2.15), though there is room
 * again and other streams work. So when no answer comes and another stream can be written, the stream is made anew.
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
 * Makes the mailbox stream anew with the commands and schedules that it holds. A crash in the midst of it loses the commands that
 * no hub took yet; their callers are told that nobody answered. Schedules are set at each start.
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

/** Ticks are left out: whoever waits for one notices that it is missing. */
async function* messagesOf(bus: BusConnection): AsyncGenerator<StoredMsg> {
  const { mailboxStream } = busNames(bus.namespace);
  const tickPrefix = mailboxSubjects(bus.namespace).ticks.slice(0, -1);
  // The server knows both together; the client's types know them apart.
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
