import { Migration } from '@mikro-orm/migrations';

/**
 * Adds the kind of a run and the cursors at which it began and ended, and an index from a key to its parked records.
 */
export class HistoryOfRuns extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table run
    add column kind text not null default 'poll',
    add column lane text collate "C" null,
    add column cursor_before json null,
    add column cursor_after json null`,
  'create index parked_lane_id_key_index on parked (lane_id, key)',
];
