import { Migration } from '@mikro-orm/migrations';

/** What is about to be written into a side of a two-way flow, until it is known what became of it. */
export class TwoWayIntents extends Migration {
  override up(): void {
    this.addSql('alter table two_way add column intent json');
  }
}
