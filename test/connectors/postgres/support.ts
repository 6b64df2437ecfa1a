import assert from 'node:assert/strict';
import type pg from 'pg';
import type {
  Connector,
  Delivery,
  Outcome,
  Source,
  SourceSettings,
  Target,
} from '../../../src/connector-api/index.ts';
import { postgres } from '../../../src/connectors/postgres/index.ts';
import type { PostgresSettings } from '../../../src/connectors/postgres/spec.ts';
import { rowsOf as query } from '../../support/database.ts';
import type { TestScope } from '../../support/scope.ts';
import { testScope } from '../../support/scope.ts';

export const signal = AbortSignal.timeout(60_000);

export function openPostgres(scope: TestScope, given: Partial<PostgresSettings> = {}): Connector {
  const defaults = { url: scope.databaseUrl, maxConnections: 4, statementTimeoutMs: 10_000 };
  return postgres.open({ ...defaults, ...given }, { name: 'shop', baseDir: scope.dir });
}

/** Runs a test with a target over the table `product` that `ddl` creates. */
export async function withTarget(
  ddl: string,
  options: Readonly<Record<string, unknown>>,
  run: (target: Target, scope: TestScope) => Promise<void>,
): Promise<void> {
  await using scope = await testScope();
  await rowsOf(scope, ddl);
  const connector = openPostgres(scope);
  const target = connector.target?.({ entity: 'product', lane: 'products/shop', options });
  assert.ok(target);
  try {
    await run(target, scope);
  } finally {
    await connector.close();
  }
}

const sourceSettings: SourceSettings = {
  entity: 'product',
  key: 'sku',
  version: 'changed',
  deleted: 'gone',
  overlapMs: 1000,
  options: {},
};

/** Runs a test with a source over the table or view `product` that `ddl` creates. */
export async function withSource(
  ddl: string,
  run: (source: Source, scope: TestScope) => Promise<void>,
  overrides: Partial<SourceSettings> = {},
): Promise<void> {
  await using scope = await testScope();
  await rowsOf(scope, ddl);
  const connector = openPostgres(scope);
  const source = connector.source?.({ ...sourceSettings, ...overrides });
  assert.ok(source);
  try {
    await run(source, scope);
  } finally {
    await connector.close();
  }
}

/** The kind of outcome of each delivery. */
export function kinds(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ kind }) => kind);
}

/** The id that the target returned for each delivery; null where it failed. */
export function externalIds(outcomes: readonly Outcome[]): (string | null)[] {
  return outcomes.map((outcome) => ('externalId' in outcome ? outcome.externalId : null));
}

/** The failure of the first of these outcomes. */
export function failureOf(outcomes: readonly Outcome[]) {
  const [outcome] = outcomes;
  assert.ok(outcome?.kind === 'failed', `expected a failure, got ${outcome?.kind}`);
  return outcome.failure;
}

/** A delivery with defaults for the fields that a test does not care about. */
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
