import { Migration } from '@mikro-orm/migrations';

/** Changes that callers have begun, until their outcome is in the audit log. What a crash leaves behind becomes an entry. */
export class AuditIntents extends Migration {
  override up(): void {
    // `json` keeps the text byte by byte, as the log will hash it.
    this.addSql('create table audit_intent (id uuid primary key, entry json not null)');
  }
}
