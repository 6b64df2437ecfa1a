import { Migration } from '@mikro-orm/migrations';

/** Lets a lane note a batch, not only a single record, before it tries it after several deaths of the process. */
export class Suspicions extends Migration {
  override up(): void {
    this.addSql(`alter table lane drop column suspect_seq, drop column suspicions,
      add column suspicion json null`);
  }
}
