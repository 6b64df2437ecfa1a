import pg from 'pg';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const tables = `
  create function stamp() returns trigger as $$ begin new.changed_at = clock_timestamp(); return new; end $$ language plpgsql;
  create table shop_customer (no text primary key, mail text, phone text, credit numeric(10,2), gone boolean not null default false, changed_at timestamptz not null default clock_timestamp(), writes int not null default 0);
  create table erp_customer (id text primary key, email text, tel text, credit_limit numeric, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp(), writes int not null default 0);
  create function count_writes() returns trigger as $$ begin new.writes = old.writes + 1; return new; end $$ language plpgsql;
  create trigger shop_stamp before insert or update on shop_customer for each row execute function stamp();
  create trigger erp_stamp before insert or update on erp_customer for each row execute function stamp();
  create trigger shop_count before update on shop_customer for each row execute function count_writes();
  create trigger erp_count before update on erp_customer for each row execute function count_writes();
`;

const config = (conflict: string, owns = ['', '']) => `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop_customer, key: no, version: changed_at, deleted: gone, identity: customer, overlap: 1s }
    to:
      - connector: erp
        entity: erp_customer
        markDeleted: gone
        map: { id: no, email: mail, tel: phone, credit_limit: credit }
        twoWay: { flow: customers, conflict: ${conflict}${owns[0]} }
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, version: changed_at, deleted: gone, identity: customer, overlap: 1s }
    to:
      - connector: shop
        entity: shop_customer
        markDeleted: gone
        map: { no: id, mail: email, phone: tel, credit: credit_limit }
        twoWay: { flow: customers, conflict: ${conflict}${owns[1]} }
`;

export interface Beginning {
  /** Statements that insert what both sides hold before the hub starts. */
  readonly rows?: string;
  /** Whether one key means the same customer on both sides. This is the default. */
  readonly sharesKeys?: boolean;
}

/** Starts a hub between two systems that both keep customers. */
export async function company(
  conflict: string,
  owns?: string[],
  { rows = '', sharesKeys = true }: Beginning = {},
) {
  const disposed = new AsyncDisposableStack();
  const scope = disposed.use(await testScope());
  const signal = AbortSignal.timeout(60_000);
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  disposed.defer(() => sql.end());
  await sql.query(tables + rows);
  const yaml = config(conflict, owns);
  const written = sharesKeys ? yaml : yaml.replaceAll(', identity: customer', '');
  const hub = disposed.use(await startTestHub(scope, await writeConfig(scope, written)));
  await hub.settled(signal);
  return {
    ...{ scope, hub, sql, signal },
    /** Returns the rows of both sides under the same column names. */
    async rows() {
      const shop = await sql.query(
        'select no, mail, phone, credit::float from shop_customer order by no',
      );
      const erp = await sql.query(
        'select id as no, email as mail, tel as phone, credit_limit::float as credit from erp_customer order by id',
      );
      return { shop: shop.rows as unknown[], erp: erp.rows as unknown[] };
    },
    async writes() {
      const { rows } = await sql.query<{ shop: number; erp: number }>(
        'select (select sum(writes)::int from shop_customer) as shop, (select sum(writes)::int from erp_customer) as erp',
      );
      return rows[0];
    },
    /** Reads both sides until neither has anything new. */
    async rest() {
      // Both at once: an edit may wait until the other side's edit has been read.
      for (let round = 0; round < 4; round++) {
        await Promise.all(
          ['shop-customers', 'erp-customers'].map((stream) => syncAndSettle(hub, stream, signal)),
        );
      }
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

export function counts(hub: RunningHub, stream: string) {
  return hub.lanes().find((lane) => lane.stream === stream)?.counts;
}
