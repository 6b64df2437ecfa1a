import { Migration } from '@mikro-orm/migrations';

/** Stores the times of schedules, so that missed ones are known, and counts the superseded versions in a lane's log. */
export class Schedules extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // A row changes with every time that passes, and in no indexed column: the page keeps room for that.
  `create table schedule (
    due_at timestamptz(3) not null,
    last_due_at timestamptz(3) null,
    ordered_at timestamptz(3) null,
    ordered bigint not null default 0,
    missed bigint not null default 0,
    skipped bigint not null default 0,
    stream text collate "C" primary key,
    timetable text not null
  ) with (fillfactor = 50)`,
  'alter table lane add column conflated bigint not null default 0',
  // Records that a replay passes again are not counted again.
  'alter table lane add column furthest_seq bigint not null default 0',
  'update lane set furthest_seq = settled_seq',
];
