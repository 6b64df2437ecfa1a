import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JsMsg } from '@nats-io/jetstream';
import { connect, headers, nanos, nuid } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { toRow, upsert } from './product.ts';
import type { Row } from './product.ts';
import type { Outcome, SystemOptions } from './systems.ts';
import type { Damage } from './workload.ts';
import { recordAt } from './workload.ts';

const BATCH = 1000;
const STREAM = 'hand-written';
const DEAD_LETTERS = 'hand-written-dead';

/**
 * The least code that moves the records by the same means: publish (fsynced atomic batches), durable consumer, Ajv, map, upsert,
 * acknowledge; invalid records go into a second stream. No master keys, no links, no settlement, no cursor, no retry: the limit
 * for the hub, not a peer.
 */
export async function runHandWritten(options: SystemOptions): Promise<Outcome> {
  const nc = await connect({ servers: new URL(options.natsUrl).host });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: STREAM, subjects: [`${STREAM}.*`], allow_atomic: true });
  await manager.streams.add({ name: DEAD_LETTERS, subjects: [`${DEAD_LETTERS}.*`] });
  await manager.consumers.add(STREAM, {
    durable_name: 'relay',
    ack_policy: AckPolicy.All,
    ack_wait: nanos(60_000),
    max_ack_pending: 4 * BATCH,
  });
  options.onStart(Date.now());
  await Promise.all([publishAll(nc, options), consumeAll(nc, options)]);
  const { state } = await manager.streams.info(DEAD_LETTERS);
  await nc.close();
  return { deadLetters: state.messages };
}

async function publishAll(
  nc: NatsConnection,
  { records, invalidEvery }: SystemOptions,
): Promise<void> {
  const inFlight: Promise<unknown>[] = [];
  for (let start = 0; start < records; start += BATCH) {
    const batch = { from: start, to: Math.min(start + BATCH, records), records, invalidEvery };
    inFlight.push(publishBatch(nc, batch));
    if (inFlight.length >= 4) await inFlight.shift();
  }
  await Promise.all(inFlight);
}

interface Batch extends Damage {
  readonly from: number;
  readonly to: number;
  readonly records: number;
}

async function publishBatch(nc: NatsConnection, { from, to, records, ...damage }: Batch) {
  const id = nuid.next();
  for (let index = from; index < to; index++) {
    const record = recordAt(index, records, damage);
    const head = headers();
    head.set('Nats-Batch-Id', id);
    head.set('Nats-Batch-Sequence', String(index - from + 1));
    const payload = JSON.stringify(record.document);
    if (index + 1 < to) {
      nc.publish(`${STREAM}.${record.key}`, payload, { headers: head });
      continue;
    }
    head.set('Nats-Batch-Commit', '1');
    const answer = await nc.request(`${STREAM}.${record.key}`, payload, {
      headers: head,
      timeout: 30_000,
    });
    const { error } = answer.json<{ error?: { description: string } }>();
    if (error) throw new Error(error.description);
  }
}

async function consumeAll(
  nc: NatsConnection,
  { databaseUrl, records }: SystemOptions,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const js = jetstream(nc);
  const consumer = await js.consumers.get(STREAM, 'relay');
  const waiting: JsMsg[] = [];
  let wake = () => {};
  const messages = await consumer.consume({
    max_messages: 4 * BATCH,
    callback: (message) => {
      waiting.push(message);
      wake();
    },
  });
  for (let done = 0; done < records;) {
    if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const batch = waiting.splice(0, BATCH);
    const { rows, invalid } = sort(batch);
    await upsert(pool, rows);
    // Stored durably before the batch is acknowledged; otherwise a crash in between would lose them.
    for (const message of invalid) await js.publish(deadLetterSubject(message), message.data);
    batch.at(-1)?.ack();
    done += batch.length;
  }
  await nc.flush();
  await messages.close();
  await pool.end();
}

function sort(batch: readonly JsMsg[]): { rows: Row[]; invalid: JsMsg[] } {
  const rows: Row[] = [];
  const invalid: JsMsg[] = [];
  for (const message of batch) {
    const row = toRow(JSON.parse(message.string()));
    if (row) rows.push(row);
    else invalid.push(message);
  }
  return { rows, invalid };
}

function deadLetterSubject(message: JsMsg): string {
  return `${DEAD_LETTERS}${message.subject.slice(STREAM.length)}`;
}
