import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JsMsg } from '@nats-io/jetstream';
import { connect, headers, nanos, nuid } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import pg from 'pg';
import type { SystemOptions } from './systems.ts';
import { recordAt, schema } from './workload.ts';

const BATCH = 1000;
const STREAM = 'hand-written';
const UPSERT = `insert into product (sku, name, category, price, currency, stock, active, updated_at)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[], $6::int[], $7::bool[], $8::timestamptz[])
  on conflict (sku) do update set name = excluded.name, category = excluded.category, price = excluded.price,
    currency = excluded.currency, stock = excluded.stock, active = excluded.active, updated_at = excluded.updated_at`;

interface Product {
  sku: string;
  name: string;
  category: string;
  price: { net: number; currency: string };
  stock: number;
  active: boolean;
  updatedAt: string;
}

/**
 * The least that moves the records by the same means: publish (fsynced atomic batches), durable consumer, Ajv, map, upsert,
 * acknowledge. No master keys, no links, no settlement, no dead letters, no cursor, no retry: the limit for the hub, not a peer.
 */
export async function runHandWritten(options: SystemOptions): Promise<void> {
  const nc = await connect({ servers: new URL(options.natsUrl).host });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: STREAM, subjects: [`${STREAM}.*`], allow_atomic: true });
  await manager.consumers.add(STREAM, {
    durable_name: 'relay',
    ack_policy: AckPolicy.All,
    ack_wait: nanos(60_000),
    max_ack_pending: 4 * BATCH,
  });
  options.onStart(Date.now());
  await Promise.all([publishAll(nc, options.records), consumeAll(nc, options)]);
  await nc.close();
}

async function publishAll(nc: NatsConnection, records: number): Promise<void> {
  const inFlight: Promise<unknown>[] = [];
  for (let start = 0; start < records; start += BATCH) {
    inFlight.push(publishBatch(nc, start, Math.min(start + BATCH, records), records));
    if (inFlight.length >= 4) await inFlight.shift();
  }
  await Promise.all(inFlight);
}

async function publishBatch(nc: NatsConnection, from: number, to: number, records: number) {
  const id = nuid.next();
  for (let index = from; index < to; index++) {
    const record = recordAt(index, records);
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
  const consumer = await jetstream(nc).consumers.get(STREAM, 'relay');
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
    // One upsert cannot touch a row twice, so a key's second version waits for the next.
    for (const wave of toWaves(batch.map(toProduct))) await upsert(pool, wave);
    batch.at(-1)?.ack();
    done += batch.length;
  }
  await nc.flush();
  await messages.close();
  await pool.end();
}

const ajv = new Ajv2020();
formats.default(ajv);
const isValid = ajv.compile<Product>(schema);

function toProduct(message: JsMsg): Product {
  const document: unknown = JSON.parse(message.string());
  if (!isValid(document)) throw new Error(ajv.errorsText(isValid.errors));
  return document;
}

function toWaves(products: readonly Product[]): Product[][] {
  const waves: Product[][] = [];
  const seen = new Map<string, number>();
  for (const product of products) {
    const nth = seen.get(product.sku) ?? 0;
    seen.set(product.sku, nth + 1);
    (waves[nth] ??= []).push(product);
  }
  return waves;
}

async function upsert(pool: pg.Pool, products: readonly Product[]): Promise<void> {
  await pool.query({
    name: 'upsert',
    text: UPSERT,
    values: [
      products.map((product) => product.sku),
      products.map((product) => product.name),
      products.map((product) => product.category),
      products.map((product) => product.price.net),
      products.map((product) => product.price.currency),
      products.map((product) => product.stock),
      products.map((product) => product.active),
      products.map((product) => product.updatedAt),
    ],
  });
}
