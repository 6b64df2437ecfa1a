import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Rows edited per statement; the two sides alternate. */
const EDITED_AT_ONCE = 20;
const PAUSE_MS = 50;

const tables = `
  create schema shop; create schema erp;
  create function public.touch() returns trigger as $$ begin
    new.changed_at = clock_timestamp(); new.writes = coalesce(old.writes, 0) + 1; return new; end $$ language plpgsql;
  create table shop.customer (no text primary key, mail text, phone text, credit numeric(10,2),
    changed_at timestamptz not null default clock_timestamp(), writes int not null default 0);
  create table erp.customer (id text primary key, email text, tel text, credit_limit numeric,
    changed_at timestamptz not null default clock_timestamp(), writes int not null default 0);
  create index on shop.customer (changed_at); create index on erp.customer (changed_at);
  create trigger touch before update on shop.customer for each row execute function public.touch();
  create trigger touch before update on erp.customer for each row execute function public.touch();
`;

/** Two systems that hold the same customers. */
export const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: shop.customer, key: no, version: changed_at, identity: customer, overlap: 2s }
    every: 1s
    to:
      - connector: erp
        entity: erp.customer
        map: { id: no, email: mail, tel: phone, credit_limit: credit }
        twoWay: { flow: customers }
  erp-customers:
    from: { connector: erp, entity: erp.customer, key: id, version: changed_at, identity: customer, overlap: 2s }
    every: 1s
    to:
      - connector: shop
        entity: shop.customer
        map: { no: id, mail: email, phone: tel, credit: credit_limit }
        twoWay: { flow: customers }
`;

export interface Company extends AsyncDisposable {
  /** Edits both sides at random for this long. @returns the number of rows this wrote */
  edit(seconds: number, signal: AbortSignal): Promise<number>;
  /** Rows written on both sides by anybody, counted by triggers; inserted rows do not count. */
  writes(): Promise<number>;
  /** Rows that differ between the sides. */
  different(): Promise<number>;
}

export async function openCompany(databaseUrl: string, customers: number): Promise<Company> {
  const sql = new pg.Client({ connectionString: databaseUrl });
  await sql.connect();
  await sql.query(tables);
  await sql.query(
    `insert into shop.customer select i::text, 'mail' || i, 'phone' || i, i from generate_series(1, $1) i`,
    [customers],
  );
  const number = async (text: string) => {
    const { rows } = await sql.query<{ n: number }>(text);
    return rows[0]?.n ?? 0;
  };
  const edits = [
    'update shop.customer set mail = gen_random_uuid() where no = any($1)',
    'update erp.customer set tel = gen_random_uuid() where id = any($1)',
    'update shop.customer set phone = gen_random_uuid() where no = any($1)',
    'update erp.customer set email = gen_random_uuid(), credit_limit = random() * 1000 where id = any($1)',
  ];
  return {
    async edit(seconds, signal) {
      let edited = 0;
      const end = performance.now() + seconds * 1_000;
      for (let round = 0; performance.now() < end; round++) {
        const keys = Array.from({ length: EDITED_AT_ONCE }, () =>
          String(1 + Math.floor(Math.random() * customers)),
        );
        const { rowCount } = await sql.query(edits[round % edits.length] ?? '', [keys]);
        edited += rowCount ?? 0;
        await wait(PAUSE_MS, undefined, { signal });
      }
      return edited;
    },
    writes: () =>
      number(`select ((select coalesce(sum(writes), 0) from shop.customer)
        + (select coalesce(sum(writes), 0) from erp.customer))::int as n`),
    different: () =>
      number(`select count(*)::int as n from shop.customer s full join erp.customer e on e.id = s.no
        where (s.mail, s.phone, s.credit) is distinct from (e.email, e.tel, e.credit_limit::numeric(10,2))`),
    [Symbol.asyncDispose]: () => sql.end(),
  };
}
