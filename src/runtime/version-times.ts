import type { StoredRecord } from '../domain/index.ts';
import { isTime } from '../domain/index.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Times in microseconds are larger since March 1973. */
const MICROSECONDS_FROM = 1e14;

/**
 * Whether the version of a stream's record is a time, in microseconds. A field that holds the version tells: a number
 * may count anything. Without one it is when the row changed or arrived, unless a connector counts in small numbers.
 */
export function isTimeIn(
  { plan: { source }, changes }: Pick<StreamAtWork, 'plan' | 'changes'>,
  { version, document }: Pick<StoredRecord, 'version' | 'document'>,
): boolean {
  if (changes !== null || source.version === null) return version >= MICROSECONDS_FROM;
  return [source.version, source.created ?? ''].some((field) => isTime(document[field]));
}
