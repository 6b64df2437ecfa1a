import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Answer, Transaction } from './http.ts';
import { Refusal } from './http.ts';

/** Longer than any client repeats a request. */
const KEPT_FOR = `interval '1 day'`;

/** A request that must take effect once, however often it arrives. */
export interface Once {
  /** The client's `Idempotency-Key`; null when it sent none: then the work is simply done. */
  readonly key: string | null;
  /** What identifies the request: method, path, body. */
  readonly request: readonly string[];
}

/**
 * Does the work in one transaction with its key, or returns the answer of the first time. A refusal stores no key: the same
 * request may come again and is judged anew.
 * @throws Refusal 422 when the key belongs to another request
 */
export async function once(
  database: pg.Pool,
  { key, request }: Once,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(database, async (transaction) => {
    if (key === null) return work(transaction);
    const hash = createHash('sha256').update(request.join('\n')).digest('base64url');
    // Waits while another transaction with the same key is in progress.
    const { rowCount } = await transaction.query(
      'insert into idempotency_key (key, request_hash) values ($1, $2) on conflict do nothing',
      [key, hash],
    );
    if (rowCount === 0) return firstAnswer(transaction, key, hash);
    const answer = await work(transaction);
    await transaction.query('update idempotency_key set status = $2, body = $3 where key = $1', [
      key,
      answer.status,
      JSON.stringify(answer.body),
    ]);
    return answer;
  });
}

export async function forgetOldKeys(database: pg.Pool): Promise<void> {
  await database.query(`delete from idempotency_key where created_at < now() - ${KEPT_FOR}`);
}

async function firstAnswer(transaction: Transaction, key: string, hash: string): Promise<Answer> {
  const { rows } = await transaction.query<Answer & { request_hash: string }>(
    'select request_hash, status, body from idempotency_key where key = $1',
    [key],
  );
  const [first] = rows;
  if (first?.request_hash === hash) {
    const headers = { 'idempotency-replayed': 'true' };
    return { status: first.status, body: first.body, headers };
  }
  throw new Refusal(422, 'this Idempotency-Key belongs to another request: take a new one');
}

async function inTransaction<Result>(
  database: pg.Pool,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await database.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const undone = await client.query('rollback').then(
      () => true,
      () => false,
    );
    // A connection in an unknown state is not given to anybody else.
    client.release(!undone);
    throw error;
  }
}
