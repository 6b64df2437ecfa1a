import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import type { TestScope } from './scope.ts';

/**
 * Returns everything that a scope's servers hold: every row of every table, the value of every sequence, and the state of every
 * stream. Two results are equal if nothing was written in between. A lane writes when a drain begins, so the hub must be idle.
 */
export async function everythingIn({
  databaseUrl,
  natsUrl,
  namespace,
}: TestScope): Promise<object> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const nc = await connect({ servers: new URL(natsUrl).host });
  try {
    const tables: Record<string, unknown> = {};
    const { rows: found } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    for (const { name } of found) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from ${name} t order by 1`,
      );
      tables[name] = rows.map(({ row }) => row);
    }
    const { rows: sequences } = await client.query(
      'select schemaname, sequencename, last_value from pg_sequences order by 1, 2',
    );
    const streams: Record<string, unknown> = {};
    for await (const { config, state } of (await jetstreamManager(nc)).streams.list()) {
      // Streams of commands and schedules hold messages in transit, not state.
      if (config.name.startsWith(`${namespace}-stream-`)) streams[config.name] = state;
    }
    return { tables, sequences, streams };
  } finally {
    await Promise.all([client.end(), nc.close()]);
  }
}
