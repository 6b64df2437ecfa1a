import { Migration } from '@mikro-orm/migrations';

/** What became of records batch by batch, how those that were set aside ended, and the cause of each failure. */
export class Stories extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // Which time the lane goes through its log: a replay goes back and begins another.
  'alter table lane add column pass int not null default 0',

  // One row a batch, never one a record. The ranges of one pass follow each other without a gap.
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
