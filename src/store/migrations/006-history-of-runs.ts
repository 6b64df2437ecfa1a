import { Migration } from '@mikro-orm/migrations';

/** What a run was and where in the source it began and ended; and the way from a key to what is parked of it. */
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
