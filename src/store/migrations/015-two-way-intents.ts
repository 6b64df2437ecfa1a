import { Migration } from '@mikro-orm/migrations';

/** Adds what is about to be written to a side of a two-way flow, until its outcome is known. */
export class TwoWayIntents extends Migration {
  override up(): void {
    this.addSql('alter table two_way add column intent json');
  }
}
