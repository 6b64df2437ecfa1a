import { readSize } from './fields.ts';
import { invalidRequest } from './invalid-request.ts';

const PAGE = { usual: 1_000, most: 1_000 };

/** The common part of requests that list configured things. */
export interface ListRequest {
  readonly pageSize: number;
  readonly pageToken: string;
  readonly namePrefix: string;
}

/**
 * Returns one page of the matches, in the order of the configuration. A token names the last item of the previous page,
 * so the next page begins after it even if others were added or removed meanwhile.
 * @throws Failure INVALID_REQUEST for a size out of bounds, or a token whose item is gone
 */
export function page<Status extends { readonly name: string }>(
  all: readonly Status[],
  { pageSize, pageToken, namePrefix }: ListRequest,
  matches: (status: Status) => boolean,
): { readonly found: Status[]; readonly nextPageToken: string } {
  const size = readSize('page_size', pageSize, PAGE);
  const rest = pageToken === '' ? all : all.slice(indexBehind(all, pageToken));
  const matching = rest.filter((one) => one.name.startsWith(namePrefix) && matches(one));
  const found = matching.slice(0, size);
  const last = matching.length > size ? found.at(-1) : undefined;
  return { found, nextPageToken: last ? Buffer.from(last.name).toString('base64url') : '' };
}

function indexBehind(all: readonly { readonly name: string }[], token: string): number {
  const name = Buffer.from(token, 'base64url').toString();
  const index = all.findIndex((one) => one.name === name);
  if (index >= 0) return index + 1;
  throw invalidRequest(
    'page_token',
    'takes the next_page_token of an earlier answer, and the item that it names must still exist: begin again without it',
  );
}

/** Whether a value is one of those wanted; an empty list means any. */
export function isOneOf<Value>(wanted: readonly Value[], value: Value): boolean {
  return wanted.length === 0 || wanted.includes(value);
}
