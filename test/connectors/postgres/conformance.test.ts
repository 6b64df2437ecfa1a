import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { formatVersion } from '../../../src/connector-api/index.ts';
import type { Effect, SourceRow } from '../../../src/testing/index.ts';
import { conforms, effectOf, faultsOf, named } from '../../support/conforms.ts';
import { testScope } from '../../support/scope.ts';
import { openPostgres, rowsOf } from './support.ts';

const scope = await testScope();
const proxy = await Proxy.open(Number(new URL(scope.databaseUrl).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await scope[Symbol.asyncDispose]();
});
const url = new URL(scope.databaseUrl);
url.port = String(proxy.port);
const open = () => openPostgres(scope, { url: url.href, statementTimeoutMs: 2_000 });

await rowsOf(
  scope,
  `create table product (sku text primary key, name text not null, gone boolean default false);
   create table journal (n bigserial, name text, gone boolean);
   create function note() returns trigger language plpgsql as $$ begin
     insert into journal (name, gone) values (new.name, new.gone); return new; end $$;
   create trigger note after insert or update on product for each row execute function note();
   create table stock (sku text primary key, state int, changed timestamptz, gone boolean default false)`,
);

async function effects(): Promise<readonly Effect[]> {
  const rows = await rowsOf<{ name: string; gone: boolean }>(
    scope,
    'select name, gone from journal order by n',
  );
  return rows.map(({ name, gone }) => effectOf(name, gone));
}

async function put(rows: readonly SourceRow[]): Promise<void> {
  const values = rows.map(({ key, state, version }) => ({
    ...{ sku: key, state, changed: formatVersion(version) },
  }));
  await rowsOf(
    scope,
    `insert into stock (sku, state, changed)
       select sku, state, changed from json_populate_recordset(null::stock, $1)
     on conflict (sku) do update set state = excluded.state, changed = excluded.changed`,
    [JSON.stringify(values)],
  );
}

async function remove(keys: readonly string[]): Promise<void> {
  const sql = 'update stock set gone = true, changed = now() where sku = any($1)';
  await rowsOf(scope, sql, [keys]);
}

conforms('postgres', {
  open,
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'stock', key: 'sku', version: 'changed', deleted: 'gone' },
      ...{ overlapMs: 60_000, options: {} },
    },
    writes: { put, remove },
  },
  target: {
    entity: 'product',
    options: { key: 'sku', markDeleted: 'gone' },
    document: named,
    matchField: 'name',
    refused: () => ({ name: null }),
    effects,
  },
});
