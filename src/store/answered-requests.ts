import { createHash } from 'node:crypto';
import type { Json } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { RunStatement, Statements } from './database.ts';
import { sqlState } from './failures.ts';
import { deletePortionSql } from './portions.ts';

/** SQLSTATEs of a statement that waited longer than it may: for the first call, which holds the id. */
const WAITED_TOO_LONG = ['57014', '55P03'];

/** An order with an id of the caller's, so that the caller can repeat it safely. */
export interface NamedRequest {
  readonly id: string;
  /** The whole content of the order: a repeat has the same. */
  readonly content: Json;
}

/**
 * Carries out an order in one transaction. An order with an id is carried out once: a repeat gets the first answer,
 * also after a restart and while the first call is in progress, since the id is written in the transaction of the
 * change itself.
 * @param carryOut returns a value that JSON can represent
 * @throws Failure INVALID_REQUEST if the id was used for another order before; ORDER_IN_PROGRESS if the first call takes
 * longer than a statement may wait for it
 */
export async function answerOnce<Answer>(
  { database, schema }: { readonly database: Statements; readonly schema: string },
  request: NamedRequest | null,
  carryOut: (run: RunStatement) => Promise<Answer>,
): Promise<Answer> {
  return database.transaction(async (run) => {
    if (request === null) return carryOut(run);
    const content = hashOf(request.content);
    const take = `insert into ${schema}.answered_request (answered_at, id, content) values (now(), $1, $2)
      on conflict (id) do nothing returning id`;
    const values = [request.id, content];
    const [taken] = await run({ name: 'take-request', text: take }, values).catch(
      (error: unknown) => {
        throw WAITED_TOO_LONG.includes(sqlState(error)) ? inProgress(request) : error;
      },
    );
    if (taken === undefined) return firstAnswer<Answer>(run, schema, { id: request.id, content });
    const answer = await carryOut(run);
    const keep = `update ${schema}.answered_request set answer = $2 where id = $1`;
    await run({ name: 'keep-answer', text: keep }, [request.id, JSON.stringify(answer)]);
    return answer;
  });
}

/** Returns the answer to an order with an id; null if it was not carried out yet. @throws Failure as `answerOnce` */
export async function answerOf<Answer>(
  { database, schema }: { readonly database: Statements; readonly schema: string },
  { id, content }: NamedRequest,
): Promise<Answer | null> {
  return database.transaction(async (run) => {
    const text = `select 1 from ${schema}.answered_request where id = $1`;
    const [known] = await run({ name: 'is-answered', text }, [id]);
    return known === undefined
      ? null
      : firstAnswer<Answer>(run, schema, { id, content: hashOf(content) });
  });
}

function inProgress({ id }: NamedRequest): Failure {
  return new Failure('ORDER_IN_PROGRESS', {
    message: `The order with the request id "${id}" is still being carried out.`,
  });
}

function hashOf(content: Json): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

async function firstAnswer<Answer>(
  run: RunStatement,
  schema: string,
  { id, content }: { readonly id: string; readonly content: string },
): Promise<Answer> {
  const text = `select content, answer from ${schema}.answered_request where id = $1`;
  const [known, answer] = await run({ name: 'first-answer', text }, [id]);
  if (known === content && typeof answer === 'string') return JSON.parse(answer) as Answer;
  throw new Failure('INVALID_REQUEST', {
    message: `The request id "${id}" was already used for another order; every order needs an id of its own.`,
  });
}

/** `$1` age in milliseconds. Deletes at most a portion. Returns one row: how many. */
export function forgetAnsweredSql(schema: string): string {
  const isOld = "answered_at < now() - $1::bigint * interval '1 millisecond'";
  return deletePortionSql(`${schema}.answered_request`, isOld);
}
