import { Migration } from '@mikro-orm/migrations';

/**
 * What merging says of ids. Null for those of things that were never merged, which is nearly all: a null costs a row of `link` no
 * byte, since the bits for it find room in the row's head.
 */
export class MergedThings extends Migration {
  override up(): void {
    this.addSql('alter table link add column gave_way boolean null');
  }
}
