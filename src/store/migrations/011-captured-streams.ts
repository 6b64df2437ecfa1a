import { Migration } from '@mikro-orm/migrations';

/** Streams for which a source keeps its changes: noted before it is asked to, so that it is always told when it no longer need. */
export class CapturedStreams extends Migration {
  override up(): void {
    this.addSql(`create table captured_stream (
      stream text not null,
      connector text not null,
      primary key (stream, connector)
    )`);
  }
}
