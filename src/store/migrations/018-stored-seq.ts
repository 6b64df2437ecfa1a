import { Migration } from '@mikro-orm/migrations';

/** Notes with each cursor where the stream's log ended, so that a start can tell whether the log has lost records since. */
export class StoredSeq extends Migration {
  override up(): void {
    this.addSql('alter table stream_state add column stored_seq bigint not null default 0');
  }
}
