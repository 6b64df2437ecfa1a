import { rows, withClient } from './database.ts';
import type { Write } from './history.ts';

/** The target of imported rows, with a journal of every write. It refuses rows with the note `refused`. */
const TABLES = `
  create table booking (no text primary key, n bigint not null, note text not null check (note <> 'refused'));
  create table booking_journal (position bigserial primary key, no text not null, n bigint not null, at timestamptz not null default clock_timestamp());
  create function note_bookings() returns trigger language plpgsql as $$
    begin insert into booking_journal (no, n) select no, n from written; return null; end $$;
  create trigger note_insert after insert on booking referencing new table as written for each statement execute function note_bookings();
  create trigger note_update after update on booking referencing new table as written for each statement execute function note_bookings();
`;

export async function createBookings(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query(TABLES));
}

export async function bookingWrites(databaseUrl: string): Promise<Write[]> {
  return rows<Write>(
    databaseUrl,
    `select no as key, n::int as version, (extract(epoch from at) * 1000)::float8 as "atMs" from booking_journal order by position`,
  );
}
