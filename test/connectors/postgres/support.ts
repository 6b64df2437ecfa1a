import type pg from 'pg';
import type { Connector, Delivery } from '../../../src/connector-api/index.ts';
import { postgres } from '../../../src/connectors/postgres/index.ts';
import { rowsOf as query } from '../../support/database.ts';
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
    repeated: false,
    idempotencyKey: `${key}:${version}:${JSON.stringify(fields.document ?? {})}`,
    ...fields,
  };
}

export function rowsOf<Row extends pg.QueryResultRow>(
  scope: TestScope,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return query<Row>(scope.databaseUrl, sql, values);
}
