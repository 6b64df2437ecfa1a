import { isId } from './fields.ts';
import { invalidRequest } from './invalid-request.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;

/** @returns the page size, and the id or number at which the previous page ended. @throws Failure INVALID_REQUEST */
export function readPage({
  pageSize,
  pageToken,
}: {
  readonly pageSize: number;
  readonly pageToken: string;
}): { readonly limit: number; readonly token: string | null } {
  if (pageSize < 0 || pageSize > MAX_PAGE) {
    throw invalidRequest('page_size', `takes 0 to ${MAX_PAGE}`);
  }
  if (pageToken !== '' && !isId(pageToken)) {
    throw invalidRequest('page_token', 'takes the next_page_token of an earlier answer');
  }
  return { limit: pageSize || DEFAULT_PAGE, token: pageToken || null };
}
