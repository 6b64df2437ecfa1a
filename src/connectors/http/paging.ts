import type { Json } from '../../connector-api/index.ts';
import { valueAt } from './answer-json.ts';
import type { Paging } from './source-spec.ts';

/** Where a page is: a cursor, a number or an address; null is the first. */
export type Place = string | number | null;

/** An answer to the request for a page at an address. */
export interface ReadPage {
  readonly value: Json;
  readonly headers: Headers;
  readonly path: string;
  readonly length: number;
}

/** Returns where the next page is; null when this was the last one. A link may be relative to the page that names it (RFC 8288, 3.1). */
export function nextPlace(
  paging: Paging,
  place: Place,
  { value, headers, path, length }: ReadPage,
): Place {
  switch (paging.kind) {
    case 'none':
      return null;
    case 'cursor': {
      const next = valueAt(value, paging.next);
      // A feed that always names a next position has ended when that position returns nothing.
      if (next === place && length === 0) return null;
      return (typeof next === 'string' && next !== '') || typeof next === 'number' ? next : null;
    }
    case 'page':
      return length === 0 ? null : Number(place ?? paging.start ?? 1) + 1;
    case 'link': {
      const next =
        paging.field === undefined ? nextLink(headers.get('link')) : valueAt(value, paging.field);
      return typeof next === 'string' && next !== '' ? new URL(next, path).href : null;
    }
  }
}

/**
 * Whether a place counts pages or rows, so that it shows other rows once earlier ones have gone. A number that is a position in
 * the data looks the same; it is only read more often than needed.
 */
export function isCounted(next: Place, { kind }: Paging, path: string): boolean {
  if (kind !== 'link') return COUNT.test(String(next));
  const here = new URL(path).searchParams;
  return [...new URL(String(next)).searchParams].some(
    ([name, value]) => here.get(name) !== value && COUNT.test(value),
  );
}

const COUNT = /^\d{1,9}$/;

/** The target of `rel="next"` in a Link header (RFC 8288). */
function nextLink(header: string | null): string | null {
  for (const [, target = '', params = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel="?[^"]*\bnext\b/.test(params)) return target;
  }
  return null;
}
