import { Migration } from '@mikro-orm/migrations';

/** Creates the table of the versions of the configuration. */
export class Configuration extends Migration {
  override up(): void {
    this.addSql(`create table config_version (
      version int primary key,
      applied_at timestamptz(3) not null,
      hash text not null,
      main text not null,
      files json not null,
      applied_by text not null,
      note text not null,
      doomed json not null
    )`);
  }
}
