import pg from 'pg';
import { createTarget } from '../relay/target.ts';
import type { Standstill } from '../support/disk-watch.ts';

/** Latencies of events, milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** What the journal shows of the events of one phase. */
export interface Applied extends Percentiles {
  readonly applied: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
  /** Events during whose way to the row the disk stalled. */
  readonly heldUpByDisk: number;
  /** The p99 of all other events. */
  readonly p99Otherwise: number;
}

/**
 * Creates the catalogue's table, and one for the events with a journal of every write: a statement trigger records the events and
 * the clock at that time. The commit follows; its fsync is not in the figures.
 */
export async function createTargets(databaseUrl: string): Promise<void> {
  await createTarget(databaseUrl);
  await withClient(databaseUrl, (client) =>
    client.query(`
      create table stock_level (
        sku text primary key,
        number bigint not null,
        quantity integer not null,
        event_at_ms double precision not null,
        version bigint not null
      );
      create table stock_journal (
        position bigserial,
        sku text not null,
        number bigint not null,
        event_at_ms double precision not null,
        written_at_ms double precision not null
      );
      create function note_stock() returns trigger language plpgsql as $$
      begin
        insert into stock_journal (sku, number, event_at_ms, written_at_ms)
        select sku, number, event_at_ms, extract(epoch from clock_timestamp()) * 1000 from written;
        return null;
      end $$;
      create trigger note_insert after insert on stock_level
        referencing new table as written for each statement execute function note_stock();
      create trigger note_update after update on stock_level
        referencing new table as written for each statement execute function note_stock();
    `),
  );
}

/**
 * Leaves the server with log segments to recycle, like one that has been working for a while. A fresh server writes and fsyncs 16
 * MB for each new segment while commits wait: with an import running, once in a second or two.
 */
export async function ageServer(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`alter system set min_wal_size = '640MB'`);
    await client.query('select pg_reload_conf()');
    for (let round = 0; round < 2; round++) {
      await client.query(
        `create table filling as select repeat(md5(n::text), 30) as text from generate_series(1, 250000) n`,
      );
      await client.query('drop table filling');
      await client.query('checkpoint');
    }
  });
}

/** Evaluates the events `from` (inclusive) to `until` (exclusive). */
export async function readApplied(
  databaseUrl: string,
  { from, until }: { readonly from: number; readonly until: number },
  standstills: readonly Standstill[],
): Promise<Applied> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<
      Omit<Applied, 'applied' | 'lost' | 'duplicated' | 'outOfOrder'> &
        Readonly<Record<'rows' | 'events' | 'old', number>>
    >(
      `with still as (select * from unnest($3::float8[], $4::float8[]) as still(from_ms, until_ms)),
       ordered as (
         select number, written_at_ms - event_at_ms as took_ms,
                exists (select from still where from_ms < written_at_ms and until_ms > event_at_ms) as held_up,
                lag(number) over (partition by sku order by position) as before
         from stock_journal where number >= $1 and number < $2)
       select count(*)::int as rows,
              count(distinct number)::int as events,
              (count(*) filter (where before > number))::int as old,
              percentile_disc(0.5) within group (order by took_ms) as p50,
              percentile_disc(0.99) within group (order by took_ms) as p99,
              percentile_disc(0.999) within group (order by took_ms) as p999,
              max(took_ms) as max,
              (count(*) filter (where held_up))::int as "heldUpByDisk",
              percentile_disc(0.99) within group (order by took_ms) filter (where not held_up) as "p99Otherwise"
       from ordered`,
      [
        from,
        until,
        standstills.map(({ fromMs }) => fromMs),
        standstills.map(({ untilMs }) => untilMs),
      ],
    );
    const [found] = rows;
    if (!found) throw new Error('the journal cannot be counted');
    const { rows: written, events, old, ...took } = found;
    return {
      ...took,
      applied: events,
      lost: until - from - events,
      duplicated: written - events,
      outOfOrder: old,
    };
  });
}

/** Rows of the catalogue that the target holds. */
export async function countProducts(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from product',
    );
    return rows[0]?.count ?? 0;
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
