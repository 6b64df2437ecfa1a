import type { Answer, ShopRequest, Transaction } from './http.ts';
import { Refusal } from './http.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** Microseconds, as PostgreSQL stores them: with milliseconds a page could begin before the end of the previous one. */
const placedAt = `to_char(placed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Where a page ended. Callers return it unchanged. */
interface Position {
  readonly placedAt: string;
  readonly number: string;
}

/** `GET /orders?since=&cursor=&limit=`: oldest first, page by page; `nextCursor` is null on the last. */
export async function listOrders(
  { query }: ShopRequest,
  transaction: Transaction,
): Promise<Answer> {
  const limit = readLimit(query.get('limit'));
  const after = readCursor(query.get('cursor'));
  const { rows } = await transaction.query<Position>(
    `select number, ${placedAt} as "placedAt", 'EUR' as currency, customer, lines, total_cents as "totalCents"
     from customer_order
     where placed_at >= coalesce($1::timestamptz, '-infinity')
       and ($2::timestamptz is null or (placed_at, number) > ($2, $3))
     order by placed_at, number limit $4`,
    [readSince(query.get('since')), after?.placedAt ?? null, after?.number ?? null, limit],
  );
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { status: 200, body: { orders: rows, nextCursor: last ? writeCursor(last) : null } };
}

function readLimit(text: string | null): number {
  const limit = Number(text ?? DEFAULT_LIMIT);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new Refusal(422, `limit must be a whole number from 1 to ${MAX_LIMIT}`);
}

function readSince(text: string | null): string | null {
  if (text === null || isMoment(text)) return text;
  throw new Refusal(422, 'since must be a moment like 2026-01-31T13:45:00Z');
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function writeCursor({ placedAt: at, number }: Position): string {
  return Buffer.from(`${at} ${number}`).toString('base64url');
}

function readCursor(text: string | null): Position | null {
  if (text === null) return null;
  const [at = '', number = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  if (isMoment(at) && number !== '') return { placedAt: at, number };
  throw new Refusal(422, 'cursor must be the nextCursor of the page before');
}
