import { Migration } from '@mikro-orm/migrations';

/** A salt for the pseudonym of each key that the audit log names, so that one can be forgotten and the others stay known. */
export class AuditSubjects extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** As for `audit_key`: 244 random bits. */
const RANDOM = 'sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))';

const statements = [
  // The key is not there itself: `id` is its HMAC with `lookup`. What `secret` was before stands behind older entries alone.
  `alter table audit_key add column lookup bytea not null default ${RANDOM}`,
  `create table audit_subject (
    id text collate "C" primary key,
    salt bytea not null default ${RANDOM}
  )`,
];
