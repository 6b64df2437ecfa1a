import { Migration } from '@mikro-orm/migrations';

/** Creates the table of answers to orders with a request id, so that a repeat gets the first answer. */
export class AnsweredRequests extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table answered_request (
    answered_at timestamptz(3) not null,
    id text collate "C" primary key,
    content text not null,
    answer json null
  )`,
  'create index answered_request_answered_at_index on answered_request (answered_at)',
];
