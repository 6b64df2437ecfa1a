import { Migration } from '@mikro-orm/migrations';

/** Adds what became of records batch by batch, how those that were set aside ended, and the cause of each failure. */
export class Stories extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // Which pass of the lane through its log this is: a replay moves back and starts another.
  'alter table lane add column pass int not null default 0',

  // One row per batch, never one per record. The ranges of one pass are contiguous.
  `create table settlement (
    first_seq bigint not null,
    last_seq bigint not null,
    settled_at timestamptz(3) not null,
    lane_id int not null,
    pass int not null,
    outcomes text not null,
    primary key (lane_id, pass, last_seq)
  )`,

  `create table returned (
    id bigserial primary key,
    seq bigint not null,
    version bigint not null,
    ended_at timestamptz(3) not null,
    lane_id int not null,
    attempts int not null,
    outcome text not null,
    key text collate "C" not null,
    history json not null
  )`,
  'create index returned_lane_id_key_index on returned (lane_id, key)',
  'create index returned_ended_at_index on returned (ended_at)',

  // Null until an attempt failed.
  'alter table parked add column code text null, add column cause text null',
  'alter table dead_letter add column cause text null',
  `update dead_letter set cause =
    regexp_replace(regexp_replace(reason, '"[^"]*"', '"…"', 'g'), '-?\\d+([.,]\\d+)*', '#', 'g')`,
  `alter table dead_letter alter column cause set not null`,
  'create index dead_letter_lane_id_key_index on dead_letter (lane_id, key)',
];
