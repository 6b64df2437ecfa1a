import { Migration } from '@mikro-orm/migrations';

/**
 * Creates the table of streams whose source retains changes for the hub. A stream is entered before the source is asked
 * to, so that the source can always be told when that is no longer needed.
 */
export class CapturedStreams extends Migration {
  override up(): void {
    this.addSql(`create table captured_stream (
      stream text not null,
      connector text not null,
      primary key (stream, connector)
    )`);
  }
}
