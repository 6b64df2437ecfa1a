import pg from 'pg';

/** Faults that the journal shows. */
export interface Verification {
  readonly applied: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
}

/**
 * Creates the target table and a journal that a statement trigger fills with every written row. It shows afterwards what was
 * written twice or in the wrong order. It costs both systems the same.
 */
export async function createTarget(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`
      drop table if exists product, product_journal;
      create table product (
        sku text primary key,
        name text not null,
        category text,
        price numeric(12, 2) not null,
        currency text not null,
        stock integer,
        active boolean,
        updated_at timestamptz not null
      );
      create table product_journal (position bigserial, sku text not null, updated_at timestamptz not null);
      create or replace function note_products() returns trigger language plpgsql as $$
      begin
        insert into product_journal (sku, updated_at) select sku, updated_at from written;
        return null;
      end $$;
      create trigger note_insert after insert on product
        referencing new table as written for each statement execute function note_products();
      create trigger note_update after update on product
        referencing new table as written for each statement execute function note_products();
    `);
  });
}

/** Resolves when this many rows have been written, with the time in milliseconds since the epoch. */
export async function waitForWrites(
  databaseUrl: string,
  count: number,
  options: { signal: AbortSignal; onProgress: (written: number) => void },
): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    for (;;) {
      options.signal.throwIfAborted();
      const { rows } = await client.query<{ last: string; called: boolean }>(
        'select last_value as last, is_called as called from product_journal_position_seq',
      );
      const written = rows[0]?.called ? Number(rows[0].last) : 0;
      options.onProgress(written);
      // The sequence runs ahead of the commit. The count is the proof, and is queried only at the end.
      if (written >= count && (await countJournal(client)) >= count) return Date.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

async function countJournal(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from product_journal',
  );
  return rows[0]?.count ?? 0;
}

/** Compares every key's journal with what was sent. */
export async function verify(
  databaseUrl: string,
  sent: { readonly keys: number; readonly records: number },
): Promise<Verification> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<Verification & { distinct: number }>(`
      with ordered as (
        select sku, updated_at,
               lag(updated_at) over (partition by sku order by position) as before
        from product_journal)
      select count(*)::int as applied,
             count(distinct (sku, updated_at))::int as "distinct",
             (count(*) - count(distinct (sku, updated_at)))::int as duplicated,
             (count(*) filter (where before > updated_at))::int as "outOfOrder"
      from ordered`);
    const { rows: held } = await client.query<{ count: number }>(
      'select count(*)::int as count from product',
    );
    const row = rows[0];
    const missingKeys = sent.keys - (held[0]?.count ?? 0);
    return {
      applied: row?.applied ?? 0,
      lost: Math.max(sent.records - (row?.distinct ?? 0), missingKeys),
      duplicated: row?.duplicated ?? 0,
      outOfOrder: row?.outOfOrder ?? 0,
    };
  });
}

async function withClient<T>(
  databaseUrl: string,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
