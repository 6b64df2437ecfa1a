import { Migration } from '@mikro-orm/migrations';

/** Creates tables for what systems send by themselves: known deliveries, hints that wait to be fetched, and counts. */
export class Arrivals extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table delivery (
    noted_at timestamptz(3) not null default now(),
    stream text collate "C" not null,
    id text collate "C" not null,
    primary key (stream, id)
  )`,
  'create index delivery_noted_at_index on delivery (noted_at)',
  `create table hint (
    revision bigint not null default 1,
    noted_at timestamptz(3) not null default now(),
    stream text collate "C" not null,
    key text collate "C" not null,
    primary key (stream, key)
  )`,
  `create table arrival_state (
    noted_seq bigint not null default 0,
    accepted bigint not null default 0,
    duplicates bigint not null default 0,
    rejected bigint not null default 0,
    stream text collate "C" primary key
  )`,
];
