import { Migration } from '@mikro-orm/migrations';

/** Notes with each version of the configuration where its streams' records come from, so that a start with another file notices. */
export class Origins extends Migration {
  override up(): void {
    this.addSql("alter table config_version add column origins json not null default '{}'");
    this.addSql('alter table config_version alter column origins drop default');
  }
}
