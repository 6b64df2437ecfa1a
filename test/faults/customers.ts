import type pg from 'pg';
import type { Random } from '../../ops/demo/random.ts';
import { between, pick } from '../../ops/demo/random.ts';
import { keepWorking, rows, withClient } from './database.ts';
import type { Held, SideName } from './two-way-history.ts';

const CUSTOMERS = 150;
/** Only the first of them are deleted and restored; the others show what becomes of a field that both sides edit. */
const DELETED = 30;

/** Field names of each side, by the flow's name. */
const NAMES = {
  shop: { id: 'no', mail: 'mail', phone: 'phone', credit: 'credit', note: 'note' },
  office: { id: 'id', mail: 'email', phone: 'tel', credit: 'credit_limit', note: 'remark' },
} as const;

/** The fields that people edit on each side: mail and phone on one side only, the others on both. */
const EDITED = { shop: ['mail', 'credit', 'note'], office: ['phone', 'credit', 'note'] } as const;

/** Returns the tables of a side. It marks deleted customers, and keeps a journal of every write that says whether a person made it. */
function tablesOf(side: SideName): string {
  const { id, mail, phone, credit, note } = NAMES[side];
  return `
    create table customer (${id} text primary key, ${mail} text, ${phone} text, ${credit} text, ${note} text, gone boolean not null default false, changed_at timestamptz not null default clock_timestamp());
    create index on customer (changed_at, ${id});
    create table customer_journal (position bigserial primary key, id text, by_person boolean, gone boolean, mail text, phone text, credit text, note text);
    create function stamp_customer() returns trigger language plpgsql as $$ begin
      new.changed_at = greatest(clock_timestamp(), old.changed_at + interval '1 microsecond'); return new; end $$;
    create function note_customer() returns trigger language plpgsql as $$ begin
      insert into customer_journal (id, by_person, gone, mail, phone, credit, note)
      values (new.${id}, coalesce(current_setting('fire.person', true), '') = 'yes', new.gone, new.${mail}, new.${phone}, new.${credit}, new.${note});
      return null; end $$;
    create trigger stamp before insert or update on customer for each row execute function stamp_customer();
    create trigger note after insert or update on customer for each row execute function note_customer();
  `;
}

/** Creates the tables of both sides; customers exist from the beginning in the shop only. */
export async function createCustomers(urls: Readonly<Record<SideName, string>>): Promise<void> {
  for (const side of ['shop', 'office'] as const) {
    await withClient(urls[side], (client) => client.query(tablesOf(side)));
  }
  await withClient(urls.shop, async (client) => {
    await bePerson(client);
    await client.query(
      `insert into customer (no, mail, phone, credit, note) select 'c' || i, 'first' || i, 'first' || i, 'first' || i, 'first' || i from generate_series(1, $1) i`,
      [CUSTOMERS],
    );
  });
}

/**
 * Runs the people of one side: they edit, add, delete and restore customers. No value is used twice, so a value shows which
 * edit it comes from.
 */
export async function workOnCustomers(
  databaseUrl: string,
  side: SideName,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  let edits = 0;
  const { id, mail, phone, credit, note } = NAMES[side];
  await keepWorking(databaseUrl, signal, async (client) => {
    await bePerson(client);
    const value = `${side}${++edits}`;
    const kind = random();
    if (kind < 0.05) {
      const text = `insert into customer (${id}, ${mail}, ${phone}, ${credit}, ${note}) values ($1, $2, $2, $2, $2)`;
      await client.query(text, [`${side}-customer-${edits}`, value]);
    } else if (kind < 0.15) {
      const text = `update customer set gone = true where ${id} = $1 and not gone`;
      await client.query(text, [`c${between(random, 1, DELETED)}`]);
    } else if (kind < 0.2) {
      const text = `update customer set gone = false, ${mail} = $2, ${phone} = $2, ${credit} = $2, ${note} = $2 where ${id} = $1 and gone`;
      await client.query(text, [`c${between(random, 1, DELETED)}`, value]);
    } else {
      const field = NAMES[side][pick(random, EDITED[side])];
      const keys = [`c${between(random, 1, CUSTOMERS)}`, `c${between(random, 1, CUSTOMERS)}`];
      await client.query(`update customer set ${field} = $2 where ${id} = any($1) and not gone`, [
        keys,
        value,
      ]);
    }
    await client.query('select pg_sleep(0.1)');
  });
}

/** Returns every state that a side held, in order. */
export async function journalOf(databaseUrl: string): Promise<Held[]> {
  return rows<Held>(
    databaseUrl,
    `select id as key, by_person as "byPerson", gone, json_build_object('mail', mail, 'phone', phone, 'credit', credit, 'note', note) as fields
     from customer_journal order by position`,
  );
}

/** Marks the writes of this connection as a person's in the journal; those of the hub are not marked. */
async function bePerson(client: pg.Client): Promise<void> {
  await client.query(`set fire.person = 'yes'`);
}
