import type { Answer } from './failures.ts';
import { retryAfterMs } from '../../domain/index.ts';

/**
 * Feedback from an answer on the pace of requests.
 * - `accepted`: the system kept up. `exhaustedMs`: how long its allowance is used up. `rate`: how many requests it takes per second,
 *   if it tells.
 * - `throttled`: it asks for fewer requests. `retryAfterMs` is the pause that it asks for, null if it names none.
 * - `neutral`: nothing; a broken or refused answer says nothing about the pace.
 */
export type Pace =
  | { readonly kind: 'accepted'; readonly exhaustedMs: number; readonly rate?: number }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null }
  | { readonly kind: 'neutral' };

/** A leaky bucket keeps leaking: Shopify's slowest frees two places in this time. */
const LEAK_MS = 1_000;
/** Reset values from here on are points in time, not spans. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

export function paceOf(
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
  nowMs: number,
): Pace {
  const wishMs = retryAfterMs(headers.get('retry-after'), nowMs);
  if (status === 429) {
    const resetMs = exhaustedFor(headers, nowMs);
    return { kind: 'throttled', retryAfterMs: wishMs ?? (resetMs > 0 ? resetMs : null) };
  }
  if (status === 503 && wishMs !== null) return { kind: 'throttled', retryAfterMs: wishMs };
  if (status >= 500) return { kind: 'neutral' };
  // As Amazon tells it.
  const rate = count(headers.get('x-amzn-ratelimit-limit')) ?? 0;
  const exhaustedMs = exhaustedFor(headers, nowMs);
  return { kind: 'accepted', exhaustedMs, ...(rate > 0 ? { rate } : {}) };
}

/**
 * Returns how long no more requests are allowed, in milliseconds; 0 while some are. With several limits the longest wait counts.
 * Reads `RateLimit` and `RateLimit-Remaining`/`-Reset` (draft-ietf-httpapi-ratelimit-headers, early and late forms), the same with
 * `X-`, and `X-Shopify-Shop-Api-Call-Limit`. Unreadable values are ignored.
 */
export function exhaustedFor(headers: Headers, nowMs: number): number {
  const told = [
    ...structured(headers.get('ratelimit')),
    { remaining: headers.get('ratelimit-remaining'), reset: headers.get('ratelimit-reset') },
    { remaining: headers.get('x-ratelimit-remaining'), reset: headers.get('x-ratelimit-reset') },
  ];
  const waits = told.map(({ remaining, reset }) =>
    count(remaining) === 0 ? untilReset(count(reset), nowMs) : 0,
  );
  return Math.max(0, leaking(headers.get('x-shopify-shop-api-call-limit')), ...waits);
}

interface Told {
  readonly remaining: string | null;
  readonly reset: string | null;
}

/** Parses `limit=100, remaining=0, reset=30` (drafts up to 06), or a list of `"policy";r=0;t=30` (from 08 on). */
function structured(header: string | null): readonly Told[] {
  if (header === null) return [];
  const early = /\bremaining=(\d+)/i.exec(header);
  if (early) {
    return [{ remaining: early[1] ?? null, reset: /\breset=(\d+)/i.exec(header)?.[1] ?? null }];
  }
  return header.split(',').map((item) => ({
    remaining: /;\s*r=(\d+)/.exec(item)?.[1] ?? null,
    reset: /;\s*t=(\d+)/.exec(item)?.[1] ?? null,
  }));
}

/** Parses the leading number, for example of `0;w=60`; null for anything else. */
function count(value: string | null): number | null {
  const digits = /^\s*(\d+(?:\.\d+)?)/.exec(value ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

function untilReset(reset: number | null, nowMs: number): number {
  if (reset === null) return 0;
  if (reset >= EPOCH_MILLISECONDS) return Math.max(0, reset - nowMs);
  return reset >= EPOCH_SECONDS ? Math.max(0, reset * 1000 - nowMs) : reset * 1000;
}

/** Parses `32/40`: 32 of 40 places are used. */
function leaking(header: string | null): number {
  const [, used, size] = /^\s*(\d+)\s*\/\s*(\d+)/.exec(header ?? '') ?? [];
  return used !== undefined && Number(used) >= Number(size) ? LEAK_MS : 0;
}
