import pg from 'pg';

/** What the target's journal shows of the webhooks of one part. */
export interface Journal {
  /** Acknowledged webhooks that the target never got. */
  readonly lost: number;
  /** Written more than once. */
  readonly duplicated: number;
  /** From the time a webhook was signed until its row was written; null without a row. */
  readonly delayMs: { readonly p50: number; readonly p99: number } | null;
}

/** The target, with a journal of every written row and its time. */
export async function createTarget(databaseUrl: string): Promise<void> {
  await query(
    databaseUrl,
    `create table event (id text primary key, sent_at double precision not null, total numeric);
     create table event_journal (id text not null, sent_at double precision not null, written_at timestamptz not null);
     create function note_events() returns trigger language plpgsql as $$
     begin
       insert into event_journal select id, sent_at, clock_timestamp() from written;
       return null;
     end $$;
     create trigger note_insert after insert on event
       referencing new table as written for each statement execute function note_events();
     create trigger note_update after update on event
       referencing new table as written for each statement execute function note_events();`,
  );
}

export async function countRows(databaseUrl: string): Promise<number> {
  const [row] = await query<{ n: string }>(databaseUrl, 'select count(*) as n from event');
  return Number(row?.n);
}

/** @param promised ids that were answered 2xx @param prefix of the ids of the part */
export async function readJournal(
  databaseUrl: string,
  promised: readonly string[],
  prefix: string,
): Promise<Journal> {
  const [row] = await query<{
    lost: string;
    twice: string;
    p50: number | null;
    p99: number | null;
  }>(
    databaseUrl,
    `with written as (select id, count(*) as n, min(written_at) as at, min(sent_at) as sent_at
       from event_journal where starts_with(id, $2) group by id),
     delay as (select extract(epoch from at) * 1000 - sent_at as ms from written)
     select (select count(*) from unnest($1::text[]) i(id) where not exists (select from written w where w.id = i.id)) as lost,
       (select count(*) from written where n > 1) as twice,
       (select percentile_cont(0.5) within group (order by ms) from delay) as p50,
       (select percentile_cont(0.99) within group (order by ms) from delay) as p99`,
    [promised, prefix],
  );
  const { lost, twice, p50, p99 } = row ?? { lost: '0', twice: '0', p50: null, p99: null };
  const delayMs = p50 === null || p99 === null ? null : { p50: Number(p50), p99: Number(p99) };
  return { lost: Number(lost), duplicated: Number(twice), delayMs };
}

async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values?: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
