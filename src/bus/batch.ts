import { headers, nuid } from '@nats-io/transport-node';
import type { Msg } from '@nats-io/transport-node';
import { busFailure, mayLackRoom, refusalFailure, WRONG_LAST_SEQUENCE } from './failures.ts';
import type { ApiRefusal } from './failures.ts';
import type { BusConnection } from './connection.ts';

/** The server's limit for an atomic batch. */
export const MAX_BATCH = 1000;
/** A commit takes milliseconds, or seconds on an overloaded disk; an answer that was lost never arrives. */
const COMMIT_TIMEOUT_MS = 10_000;

export interface BatchMessage {
  readonly subject: string;
  readonly payload: string | Uint8Array;
  /** Headers of this message only. */
  readonly heads?: readonly MessageHead[];
}

/** The header's name in W3C Trace Context. */
export const TRACE_PARENT = 'traceparent';

/** A header in addition to those of the batch. */
export interface MessageHead {
  readonly name: string;
  readonly value: string;
}

/**
 * The result of a batch: stored up to `lastSeq`, or refused because the stream does not end where the writer expected.
 */
export type BatchResult =
  { readonly kind: 'stored'; readonly lastSeq: number } | { readonly kind: 'out-of-step' };

interface CommitAnswer {
  readonly seq?: number;
  readonly error?: ApiRefusal;
}

/**
 * Publishes up to 1,000 messages as one JetStream atomic batch (ADR-50): either all are stored and fsynced, or none.
 *
 * A single message is published without a batch. For each atomic batch the server creates and removes a separate store,
 * which takes 4 ms of its CPU and 15 ms in all, against 0.3 ms and 0.7 ms for a single fsynced message. Up to a dozen
 * messages, published one by one without waiting in between, are faster than a batch. When disk space is short, a
 * single message is sent as a batch of one nevertheless: the server refuses that while staging it, before it touches
 * the stream.
 *
 * The client's own batch publisher waits for an answer to the first message. This function writes all messages at once,
 * so several batches can be in flight and still arrive in the order of the calls.
 * @param expectedLastSeq the stream's last sequence before the batch; null to accept any
 * @param mark a header of the last message
 * @throws Failure STREAM_FULL, BUS_UNAVAILABLE (it is then unknown whether the batch was stored)
 */
export async function publishBatch(
  bus: BusConnection,
  messages: readonly BatchMessage[],
  expectedLastSeq: number | null,
  mark: MessageHead | null = null,
): Promise<BatchResult> {
  const last = messages.length - 1;
  const batchId = nuid.next();
  const isShort = await bus.room.isShort();
  let commit: Promise<Msg> | undefined;
  // Each publish serialises the headers immediately, so one object serves all messages.
  const head = headers();
  const isBatch = last > 0 || isShort;
  if (isBatch) head.set('Nats-Batch-Id', batchId);
  if (expectedLastSeq !== null) head.set('Nats-Expected-Last-Sequence', String(expectedLastSeq));
  try {
    messages.forEach((message, index) => {
      if (isBatch) head.set('Nats-Batch-Sequence', String(index + 1));
      if (index === 1) head.delete('Nats-Expected-Last-Sequence');
      for (const { name } of messages[index - 1]?.heads ?? []) head.delete(name);
      for (const { name, value } of message.heads ?? []) head.set(name, value);
      if (index < last) {
        bus.nc.publish(message.subject, bytesOf(message), { headers: head });
        return;
      }
      if (isBatch) head.set('Nats-Batch-Commit', '1');
      if (mark) head.set(mark.name, mark.value);
      commit = bus.nc.request(message.subject, bytesOf(message), {
        headers: head,
        timeout: COMMIT_TIMEOUT_MS,
      });
    });
    if (!commit) return { kind: 'stored', lastSeq: expectedLastSeq ?? 0 };
    return readAnswer(await commit, messages[last]?.subject ?? '');
  } catch (error) {
    if (mayLackRoom(error)) bus.room.doubt();
    throw busFailure(error, `store a batch of ${messages.length} messages`);
  }
}

/** Ten times as fast as the client's own `TextEncoder`, which allocates an `ArrayBuffer` for each text. */
function bytesOf({ payload }: BatchMessage): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

function readAnswer(message: Msg, subject: string): BatchResult {
  const answer = message.json<CommitAnswer>();
  if (answer.error) {
    if (WRONG_LAST_SEQUENCE.has(answer.error.err_code)) return { kind: 'out-of-step' };
    throw refusalFailure(answer.error, `store a batch at ${subject}`);
  }
  return { kind: 'stored', lastSeq: answer.seq ?? 0 };
}
