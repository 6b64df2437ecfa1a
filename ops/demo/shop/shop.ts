import type pg from 'pg';

const SCHEMA = `
create table if not exists product (
  id text primary key,
  title text not null,
  description text not null,
  category text not null,
  gross_price numeric(12, 2),
  stock integer,
  written_at timestamptz not null default now()
);
create sequence if not exists order_number start 10001;
create table if not exists shop_order (
  number text primary key,
  customer text not null,
  items jsonb not null,
  total numeric(12, 2) not null,
  placed_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp()
);
create index if not exists shop_order_changes on shop_order (changed_at, number)`;

/** What the shop answers for one record of a batch. */
export interface RecordAnswer {
  readonly id: string;
  readonly status: number;
  readonly error?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** How each kind of record is written, in order of ids so that three flows at once do not deadlock. Fields of another flow stay. */
const statements: Readonly<
  Record<string, { readonly required: readonly string[]; readonly sql: string }>
> = {
  products: {
    required: ['id', 'title', 'category'],
    sql: `insert into product (id, title, description, category)
      select id, title, coalesce(description, ''), category
      from jsonb_to_recordset($1) as r(id text, title text, description text, category text)
      order by id on conflict (id) do update set title = excluded.title, description = excluded.description,
        category = excluded.category, written_at = now()`,
  },
  stock: {
    required: ['id', 'stock'],
    sql: `insert into product (id, title, description, category, stock)
      select id, id, '', 'unpublished', stock from jsonb_to_recordset($1) as r(id text, stock integer)
      order by id on conflict (id) do update set stock = excluded.stock, written_at = now()`,
  },
  prices: {
    required: ['id', 'grossPrice'],
    sql: `insert into product (id, title, description, category, gross_price)
      select id, id, '', 'unpublished', "grossPrice" from jsonb_to_recordset($1) as r(id text, "grossPrice" numeric)
      order by id on conflict (id) do update set gross_price = excluded.gross_price, written_at = now()`,
  },
};

/** The sample shop behind its API: products to sell and orders that customers placed. */
export class Shop {
  readonly #database: pg.Pool;

  constructor(database: pg.Pool) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.query(SCHEMA);
  }

  /** Writes what is complete and answers per record, in order. Null when there is no such kind. */
  async write(kind: string, records: readonly Fields[]): Promise<RecordAnswer[] | null> {
    const statement = statements[kind];
    if (!statement) return null;
    const answers = records.map((record) => check(record, statement.required));
    const complete = records.filter((_, index) => answers[index]?.status === 200);
    if (complete.length > 0) await this.#database.query(statement.sql, [JSON.stringify(complete)]);
    return answers;
  }

  /** Orders that changed since, oldest first. @param after the last of the page before: time and number */
  async orders(since: string | null, after: string | null, limit: number) {
    const [afterTime = null, afterNumber = null] = after?.split('|') ?? [];
    const { rows } = await this.#database.query<{ changedAt: string; number: string }>(
      `select number, customer, items, total::float8 as total, to_json(placed_at)#>>'{}' as "placedAt",
         to_json(changed_at)#>>'{}' as "changedAt"
       from shop_order
       where ($1::timestamptz is null or changed_at >= $1)
         and ($2::timestamptz is null or (changed_at, number) > ($2, $3))
       order by changed_at, number limit $4`,
      [since, afterTime, afterNumber, limit],
    );
    const last = rows.at(-1);
    const next = rows.length === limit && last ? `${last.changedAt}|${last.number}` : null;
    return { orders: rows, next };
  }

  /** A customer buys something. @returns the order's number */
  async placeOrder(customer: string, skus: readonly string[]): Promise<string> {
    const { rows } = await this.#database.query<{ number: string }>(
      `insert into shop_order (number, customer, items, total)
       select 'S' || nextval('order_number'), $1,
         jsonb_agg(jsonb_build_object('sku', id, 'quantity', 1, 'price', coalesce(gross_price, 0))),
         coalesce(sum(gross_price), 0)
       from product where id = any($2)
       having count(*) > 0
       returning number`,
      [customer, skus],
    );
    return rows[0]?.number ?? '';
  }
}

function check(record: Fields, required: readonly string[]): RecordAnswer {
  const id = typeof record.id === 'string' ? record.id : '';
  const missing = required.filter((name) => record[name] === undefined || record[name] === null);
  if (missing.length === 0) return { id, status: 200 };
  return { id, status: 422, error: `${missing.join(', ')} must not be empty` };
}
