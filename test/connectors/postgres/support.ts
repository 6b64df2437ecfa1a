import pg from 'pg';
import type { Connector, Delivery } from '../../../src/connector-api/index.ts';
import { postgres } from '../../../src/connectors/postgres/index.ts';
import type { TestScope } from '../../support/scope.ts';

export const signal = AbortSignal.timeout(60_000);

export function openPostgres(scope: TestScope, url = scope.databaseUrl): Connector {
  return postgres.open(
    { url, maxConnections: 4, statementTimeoutMs: 10_000 },
    { name: 'shop', baseDir: scope.dir },
  );
}

/** A delivery with what a test does not care about filled in. */
export function delivery(key: string, version: number, fields: Partial<Delivery> = {}): Delivery {
  return {
    masterKey: `m-${key}`,
    externalId: null,
    key,
    version,
    operation: 'upsert',
    document: { name: `${key} v${version}` },
    idempotencyKey: `${key}:${version}:${JSON.stringify(fields.document ?? {})}`,
    ...fields,
  };
}

export async function rowsOf<Row extends pg.QueryResultRow>(
  scope: TestScope,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: scope.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
