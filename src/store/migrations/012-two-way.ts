import { Migration } from '@mikro-orm/migrations';

/**
 * Creates tables for the known state of both sides of two-way flows and for conflicts, and counts the echoes of a lane.
 */
export class TwoWay extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter table lane add column echoed bigint not null default 0',
  `create table two_way (
    master_key bigint not null,
    flow text collate "C" not null,
    state json not null,
    primary key (master_key, flow)
  )`,
  `create table two_way_conflict (
    id bigserial primary key,
    met_at timestamptz(3) not null default now(),
    master_key bigint not null,
    flow text collate "C" not null,
    field text not null,
    winner text not null,
    key text collate "C" not null,
    value_a json not null,
    value_b json not null
  )`,
  'create index two_way_conflict_flow_id_index on two_way_conflict (flow, id)',
];
