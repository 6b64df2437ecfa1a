import { createHmac } from 'node:crypto';
import { keySubject } from '../domain/index.ts';
import type { RunStatement } from './database.ts';

/** Hexadecimal digits of a pseudonym: 64 bits, too few to hold a name, enough to tell a million keys apart. */
const PSEUDONYM_DIGITS = 16;
/** Entries of this method record that something was erased, so they stay findable by the key. */
const ERASING = 'RecordService/EraseRecord';

/** Returns the current pseudonym of a key in the audit log; creates its salt if there is none. */
export async function pseudonymOf(run: RunStatement, schema: string, key: string): Promise<string> {
  const id = await subjectOf(run, schema, key);
  const text = `insert into ${schema}.audit_subject (id) values ($1)
    on conflict (id) do update set id = excluded.id returning encode(salt, 'hex')`;
  const [salt] = await run({ name: 'audit-salt', text }, [id]);
  return digitsOf(salt, key);
}

/** Returns the permanent pseudonym of a key: without the secret of the store it reveals nothing. */
export async function subjectOf(run: RunStatement, schema: string, key: string): Promise<string> {
  return (await secretsFor(run, schema, key)).id;
}

/**
 * Returns the pseudonyms of a key in the log: the current one, and that of entries from before each key had a salt of
 * its own.
 */
export async function pseudonymsOf(
  run: RunStatement,
  schema: string,
  key: string,
): Promise<readonly string[]> {
  const { former, current } = await secretsFor(run, schema, key);
  return current === null ? [former] : [former, current];
}

/** Counts the entries, also future ones of begun changes, that name the key; except those of erasures. */
export async function countNaming(run: RunStatement, schema: string, key: string): Promise<number> {
  const pseudonyms = await pseudonymsOf(run, schema, key);
  let count = 0;
  for (const one of pseudonyms) count += await countOf(run, schema, one);
  return count;
}

/**
 * Makes it impossible to tell that entries refer to the key; the chain stays as it is. Entries from before keys had
 * salts share one secret. If such an entry names the key, that secret is replaced, which also unlinks older entries
 * from all other keys.
 * @returns the number of entries
 */
export async function forgetKey(run: RunStatement, schema: string, key: string): Promise<number> {
  const { id, former, current } = await secretsFor(run, schema, key);
  const formerly = await countOf(run, schema, former);
  const currently = current === null ? 0 : await countOf(run, schema, current);
  if (formerly > 0) {
    const text = `update ${schema}.audit_key set secret = default`;
    await run({ name: 'renew-audit-secret', text }, []);
  }
  if (currently > 0) {
    const text = `delete from ${schema}.audit_subject where id = $1`;
    await run({ name: 'forget-audit-salt', text }, [id]);
  }
  return formerly + currently;
}

async function secretsFor(run: RunStatement, schema: string, key: string) {
  const secrets = `select encode(secret, 'hex'), encode(lookup, 'hex') from ${schema}.audit_key`;
  const [secret, lookup] = await run({ name: 'audit-secrets', text: secrets }, []);
  const id = hmacOf(lookup, key);
  const find = `select max(encode(salt, 'hex')) from ${schema}.audit_subject where id = $1`;
  const [salt] = await run({ name: 'find-audit-salt', text: find }, [id]);
  return { id, former: digitsOf(secret, key), current: salt ? digitsOf(salt, key) : null };
}

async function countOf(run: RunStatement, schema: string, pseudonym: string): Promise<number> {
  const text = `select count(*) from (
      select subject, method from ${schema}.audit_log
      union all select entry ->> 'subject', entry ->> 'method' from ${schema}.audit_intent
    ) e where right(subject, length($1)) = $1 and method <> $2`;
  const end = keySubject('', pseudonym);
  const [count] = await run({ name: 'count-audit-naming', text }, [end, ERASING]);
  return Number(count);
}

function digitsOf(secret: string | null | undefined, key: string): string {
  return hmacOf(secret, key).slice(0, PSEUDONYM_DIGITS);
}

function hmacOf(secret: string | null | undefined, key: string): string {
  return createHmac('sha256', Buffer.from(secret ?? '', 'hex'))
    .update(key)
    .digest('hex');
}
