import { Migration } from '@mikro-orm/migrations';

/** Adds what people decide by merging and splitting things. */
export class MergedThings extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // Null for ids of things that nobody has merged or split, which is nearly all. A null takes no space in a row of
  // `link`, since its bits fit into the row's header.
  'alter table link add column gave_way boolean null',

  // Two things that were split, in both directions: they must not be matched with each other. Only master keys, which
  // identify nobody.
  `create table parted (
    master_key bigint not null,
    other bigint not null,
    primary key (master_key, other)
  )`,
];
