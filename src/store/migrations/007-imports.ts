import { Migration } from '@mikro-orm/migrations';

/** Creates the table of bulk imports: the order, progress and outcome of each. */
export class Imports extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // A row changes with every stored piece of its file and is small: the page keeps room for that.
  `create table import (
    id bigserial primary key,
    created_at timestamptz(3) not null,
    finished_at timestamptz(3) null,
    read bigint not null default 0,
    stored bigint not null default 0,
    rejected bigint not null default 0,
    byte_offset bigint not null default 0,
    lines bigint not null default 0,
    file_bytes bigint not null default 0,
    file_size bigint not null default 0,
    log_seq bigint not null default 0,
    rejects_bytes bigint not null default 0,
    stream text collate "C" not null,
    outcome text null,
    requested_by text not null,
    request_id text collate "C" null,
    job json not null,
    constraint import_request_id_unique unique (request_id)
  ) with (fillfactor = 50)`,
];
