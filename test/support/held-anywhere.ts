import { jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { keyToken } from '../../src/bus/names.ts';
import type { TestScope } from './scope.ts';

/**
 * Returns every place where the hub holds one of these texts. Searches all columns of all rows in every table of its schema, and
 * subject, headers and content of every message in its JetStream streams. New tables are found without being named here.
 */
export async function heldAnywhere(
  scope: TestScope,
  texts: readonly string[],
): Promise<readonly string[]> {
  // The other spellings of a text: as a subject token, as a bytea in hex, and in base64.
  const spelled = texts.flatMap((text) => [
    text,
    keyToken(text),
    Buffer.from(text).toString('hex'),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  ]);
  const holds = (content: string) => spelled.some((text) => content.includes(text));
  return [...(await tablesWith(scope, holds)), ...(await streamsWith(scope, holds))].sort();
}

type Holds = (content: string) => boolean;

async function tablesWith({ databaseUrl, namespace }: TestScope, holds: Holds) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1',
      [namespace],
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from ${namespace}.${pg.escapeIdentifier(name)} t`,
      );
      if (rows.some(({ row }) => holds(row))) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function streamsWith({ natsUrl, namespace }: TestScope, holds: Holds): Promise<string[]> {
  const nc = await connect({ servers: new URL(natsUrl).host });
  try {
    const manager = await jetstreamManager(nc);
    const found: string[] = [];
    for await (const name of manager.streams.names()) {
      if (!name.startsWith(`${namespace}-`)) continue;
      if (await holdsOne(manager, name, holds)) found.push(name.replace(namespace, ''));
    }
    return found;
  } finally {
    await nc.close();
  }
}

async function holdsOne(manager: JetStreamManager, name: string, holds: Holds): Promise<boolean> {
  const { state } = await manager.streams.info(name);
  // A stream that never held a message has `first_seq` 0.
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
    // Null if there is no message at this place.
    const message = await manager.streams.getMessage(name, { seq });
    if (!message) continue;
    const heads = message.header.keys().flatMap((head) => [head, ...message.header.values(head)]);
    if (holds([message.subject, ...heads, message.string()].join('\n'))) return true;
  }
  return false;
}
