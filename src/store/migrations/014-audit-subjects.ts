import { Migration } from '@mikro-orm/migrations';

/**
 * Adds a salt for the pseudonym of each key in the audit log, so that one key can be forgotten and the others stay
 * known.
 */
export class AuditSubjects extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** As for `audit_key`: 244 random bits. */
const RANDOM = 'sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))';

const statements = [
  // The key itself is not stored: `id` is its HMAC with `lookup`. The former `secret` serves only older entries.
  `alter table audit_key add column lookup bytea not null default ${RANDOM}`,
  `create table audit_subject (
    id text collate "C" primary key,
    salt bytea not null default ${RANDOM}
  )`,
];
