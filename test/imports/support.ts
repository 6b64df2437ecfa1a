import type { ImportRequest } from '../../src/control/index.ts';
import type { Action, ImportStatus } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { rowsOf } from '../support/database.ts';
import { until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';

/** Configures one stream of products whose source is empty, so that all records come from imports. */
export const productConfig = (semantics = 'state') => `
connectors:
  nothing: { kind: file, path: ./nothing.jsonl }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: nothing, entity: product, key: sku, version: updatedAt }
    semantics: ${semantics}
    validate:
      type: object
      required: [sku, name]
      properties:
        name: { type: string, minLength: 1 }
        price: { type: number, minimum: 0 }
    to:
      - connector: shop
        entity: product
        key: sku
        versionColumn: updated_at
        map: { sku: sku, name: name, price: price, updated_at: updatedAt }
`;

export const productTable = `
  create table product (sku text primary key, name text not null, price numeric(12, 2), updated_at timestamptz not null);
  create table product_journal (position bigserial, sku text not null, updated_at timestamptz not null);
  create or replace function note_products() returns trigger language plpgsql as $$
    begin insert into product_journal (sku, updated_at) select sku, updated_at from written; return null; end $$;
  create trigger note_insert after insert on product referencing new table as written for each statement execute function note_products();
  create trigger note_update after update on product referencing new table as written for each statement execute function note_products();`;

export const noReading: ImportRequest['reading'] = {
  delimiter: null,
  recordPath: null,
  sheet: null,
  numbers: [],
  decimalComma: [],
  germanDates: [],
};

export function importRequest(from: string, more: Partial<ImportRequest> = {}): ImportRequest {
  return {
    stream: 'products',
    from,
    format: null,
    encoding: null,
    reading: noReading,
    rejectsFile: null,
    maxRejects: null,
    requestedBy: 'test',
    requestId: null,
    ...more,
  };
}

/** Waits until the status of an import meets the condition, and returns it. */
export async function untilImport(
  hub: RunningHub,
  id: string,
  signal: AbortSignal,
  condition: (status: ImportStatus) => boolean,
): Promise<ImportStatus> {
  await until(hub, signal, () => condition(hub.imports.get(id)));
  return hub.imports.get(id);
}

export const isOver = ({ state }: ImportStatus): boolean =>
  state === 'finished' || state === 'failed' || state === 'cancelled';

/** Returns a row of a made-up catalogue. */
export function productAt(index: number) {
  return {
    sku: `SKU-${index}`,
    name: `Größe ${index}, "fein"; 1\n2`,
    price: (index % 10_000) / 100,
    updatedAt: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
  };
}

/** A made-up catalogue as JSON Lines. */
export function jsonLines(rows: number): string {
  return Array.from({ length: rows }, (_, index) => JSON.stringify(productAt(index))).join('\n');
}

/** Writes the configuration, and creates the table of its target. */
export async function prepare(scope: TestScope): Promise<string> {
  await rowsOf(scope.databaseUrl, productTable);
  return writeConfig(scope, productConfig(), { 'nothing.jsonl': '' });
}

export async function productCount({ databaseUrl }: TestScope): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    databaseUrl,
    'select count(*)::int as count from product',
  );
  return row?.count ?? 0;
}

/** Orders an import to do something. */
export function order(
  hub: RunningHub,
  id: string,
  action: Action,
  signal: AbortSignal,
): Promise<void> {
  const command = {
    id: `${action}-${id}-${Math.random()}`,
    kind: 'import',
    name: id,
    action,
  } as const;
  return hub.send({ ...command, requestedBy: 'test' }, signal);
}
