import { connect } from 'amqplib';
import type { Channel, ConfirmChannel, ConsumeMessage } from 'amqplib';
import pg from 'pg';
import { toRow, upsert } from '../../relay/product.ts';
import type { Row } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import { expectedOf } from '../../relay/workload.ts';
import type { PeerOptions } from '../feed.ts';
import { sendAll, WINDOW } from '../feed.ts';

const QUEUE = 'relay';
const DEAD_LETTERS = 'relay-dead';
const DEAD_LETTERS_WITHIN_MS = 20_000;

/**
 * A quorum queue (its log is fsynced before a confirm), publisher confirms awaited per window, one consumer with a prefetch of
 * four windows, one acknowledgement per window. Rejected records go at least once into a second quorum queue.
 */
export async function runRabbit(options: PeerOptions): Promise<Outcome> {
  // Separate connections, as RabbitMQ advises, so that a blocked publisher does not delay acknowledgements.
  const publishing = await connect(options.brokerUrl, { noDelay: true });
  const consuming = await connect(options.brokerUrl, { noDelay: true });
  const publisher = await publishing.createConfirmChannel();
  const consumer = await consuming.createChannel();
  await consumer.assertQueue(DEAD_LETTERS, {
    durable: true,
    arguments: { 'x-queue-type': 'quorum' },
  });
  await consumer.assertQueue(QUEUE, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': DEAD_LETTERS,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  });
  options.onStart(Date.now());
  await Promise.all([
    sendAll(options, (documents) => publishWindow(publisher, documents)),
    consumeAll(consumer, options),
  ]);
  const { invalid } = expectedOf(options.records, options);
  const deadLetters = await countDeadLetters(consumer, invalid);
  await publishing.close();
  await consuming.close();
  return { deadLetters };
}

function publishWindow(channel: ConfirmChannel, documents: readonly unknown[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let open = documents.length;
  // One callback for the whole window costs less than a promise per message.
  const onConfirm = (error: unknown) => {
    if (error) reject(error instanceof Error ? error : new Error('RabbitMQ refused a message'));
    else if (--open === 0) resolve();
  };
  for (const document of documents) {
    const content = Buffer.from(JSON.stringify(document));
    channel.sendToQueue(QUEUE, content, { persistent: true }, onConfirm);
  }
  return promise;
}

async function consumeAll(channel: Channel, { databaseUrl, records }: PeerOptions): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const waiting: ConsumeMessage[] = [];
  let wake = () => {};
  await channel.prefetch(4 * WINDOW);
  await channel.consume(QUEUE, (message) => {
    if (message) waiting.push(message);
    wake();
  });
  for (let done = 0; done < records;) {
    if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const batch = waiting.splice(0, WINDOW);
    await deliver(channel, pool, batch);
    done += batch.length;
  }
  await pool.end();
}

async function deliver(
  channel: Channel,
  pool: pg.Pool,
  batch: readonly ConsumeMessage[],
): Promise<void> {
  const rows: Row[] = [];
  let lastValid: ConsumeMessage | null = null;
  for (const message of batch) {
    const row = toRow(JSON.parse(message.content.toString('utf8')));
    if (row) {
      rows.push(row);
      lastValid = message;
    } else channel.nack(message, false, false);
  }
  if (!lastValid) return;
  await upsert(pool, rows);
  channel.ack(lastValid, true);
}

/** The queue itself moves dead letters, a moment after they were rejected. */
async function countDeadLetters(channel: Channel, expected: number): Promise<number> {
  const giveUpAtMs = performance.now() + DEAD_LETTERS_WITHIN_MS;
  for (;;) {
    const { messageCount } = await channel.checkQueue(DEAD_LETTERS);
    if (messageCount >= expected || performance.now() > giveUpAtMs) return messageCount;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
