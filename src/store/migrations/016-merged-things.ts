import { Migration } from '@mikro-orm/migrations';

/** What people decide by merging and splitting things. */
export class MergedThings extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // Null for ids of things that nobody has merged or split, which is nearly all: a null costs a row of `link` no byte, since the bits for
  // it find room in the row's head.
  'alter table link add column gave_way boolean null',

  // Two things that were split, in both directions: they are no match for each other. By master keys, which name nobody.
  `create table parted (
    master_key bigint not null,
    other bigint not null,
    primary key (master_key, other)
  )`,
];
