import { Migration } from '@mikro-orm/migrations';

/**
 * Creates tables for what lanes set aside (parked records, dead letters, paused keys), and for what a lane remembers of
 * its drains.
 */
export class SetAside extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table lane
    add column started_seq bigint not null default -1,
    add column suspect_seq bigint not null default -1,
    add column starts int not null default 0,
    add column suspicions int not null default 0,
    add column generation int not null default 0,
    add column in_doubt boolean not null default false`,

  // A queue: rows come and go, so vacuum has to run early.
  `create table parked (
    seq bigint not null,
    version bigint not null,
    stored_at timestamptz(3) not null,
    due_at timestamptz(3) null,
    dead_letter_id bigint null,
    lane_id int not null,
    attempts int not null,
    operation text not null,
    key text collate "C" not null,
    document json not null,
    history json not null,
    primary key (lane_id, seq)
  ) with (autovacuum_vacuum_scale_factor = 0.02)`,

  `create table paused_key (
    lane_id int not null,
    key text collate "C" not null,
    primary key (lane_id, key)
  )`,

  // `origin` is key and version of a record, or the position of a row. Burying the same origin twice results in one
  // letter.
  `create table dead_letter (
    id bigserial primary key,
    seq bigint null,
    version bigint null,
    stored_at timestamptz(3) null,
    buried_at timestamptz(3) not null,
    closed_at timestamptz(3) null,
    lane_id int not null,
    attempts int not null,
    edited boolean not null default false,
    state text not null default 'open',
    closing text null,
    class text not null,
    code text not null,
    stage text not null,
    operation text null,
    stream text collate "C" not null,
    lane text collate "C" null,
    key text collate "C" null,
    origin text collate "C" not null,
    position text null,
    reason text not null,
    details json not null,
    history json not null,
    document json null,
    raw text null,
    constraint dead_letter_stream_lane_id_origin_unique unique (stream, lane_id, origin)
  )`,
  `create index dead_letter_open_index on dead_letter (lane_id, key) where state = 'open'`,
  `create index dead_letter_unclosed_index on dead_letter (id) where state <> 'closed'`,
  `create index dead_letter_closed_at_index on dead_letter (closed_at) where state = 'closed'`,
];
