import { Migration } from '@mikro-orm/migrations';

/** Creates the table of API keys of the control API, by their hashes. */
export class ApiKeys extends Migration {
  override up(): void {
    this.addSql(`create table api_key (
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) null,
      revoked_at timestamptz(3) null,
      last_used_at timestamptz(3) null,
      id text collate "C" primary key,
      name text not null,
      role text not null,
      streams json null,
      hash text collate "C" not null
    )`);
  }
}
