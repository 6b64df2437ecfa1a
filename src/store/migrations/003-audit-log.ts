import { Migration } from '@mikro-orm/migrations';

/** Creates the audit log, its head, and the secret key that links its pseudonyms to the records. */
export class AuditLogTables extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const start = '0'.repeat(64);

const statements = [
  // `json` keeps the text byte by byte, as it was hashed. The columns for queries are generated from it, so they cannot
  // differ.
  `create table audit_log (
    seq bigint primary key,
    at_ms bigint generated always as ((entry ->> 'atMs')::bigint) stored,
    who text collate "C" generated always as (entry ->> 'who') stored,
    method text collate "C" generated always as (entry ->> 'method') stored,
    subject text collate "C" generated always as (entry ->> 'subject') stored,
    outcome text collate "C" generated always as (entry ->> 'outcome') stored,
    hash text collate "C" not null,
    entry json not null
  )`,

  // One row: the last recorded point, by which a missing end of the log is noticed, and the last pruned point, where
  // the rest begins.
  `create table audit_head (
    seq bigint not null default 0,
    pruned_seq bigint not null default 0,
    one boolean primary key default true check (one),
    hash text collate "C" not null default '${start}',
    pruned_hash text collate "C" not null default '${start}'
  ) with (fillfactor = 50)`,
  'insert into audit_head default values',

  // Two UUIDs hold 244 random bits.
  `create table audit_key (
    one boolean primary key default true check (one),
    secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
  )`,
  'insert into audit_key default values',

  `create function refuse_audit_change() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'DELETE' and tg_table_name = 'audit_log' then
      if old.seq <= (select pruned_seq from audit_head) then return old; end if;
    end if;
    if tg_op = 'UPDATE' and tg_table_name = 'audit_head' then
      if new.seq >= old.seq and new.pruned_seq >= old.pruned_seq then return new; end if;
    end if;
    raise insufficient_privilege using message = format('The audit log only grows: %s of %s is refused.', lower(tg_op), tg_table_name);
  end $$`,
  ...['audit_log', 'audit_head'].flatMap((table) => [
    `create trigger ${table}_only_grows before update or delete on ${table}
      for each row execute function refuse_audit_change()`,
    `create trigger ${table}_is_not_emptied before truncate on ${table}
      for each statement execute function refuse_audit_change()`,
  ]),
];
