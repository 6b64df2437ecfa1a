import { readSize } from './fields.ts';
import { invalidRequest } from './invalid-request.ts';

const PAGE = { usual: 1_000, most: 1_000 };

/** What every list of the configuration is asked for. */
export interface ListRequest {
  readonly pageSize: number;
  readonly pageToken: string;
  readonly namePrefix: string;
}

/**
 * One page of those that match, in the order of the configuration. A token names the last of the page before, so that a page
 * begins behind it also when others came or went meanwhile.
 * @throws Failure INVALID_REQUEST for a size out of bounds, or a token whose bearer is gone
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
    'takes what an answer before gave as next_page_token, and what it names must still be there: begin again without it',
  );
}

/** Whether a value is one of those wanted; none wanted means any. */
export function isOneOf<Value>(wanted: readonly Value[], value: Value): boolean {
  return wanted.length === 0 || wanted.includes(value);
}
