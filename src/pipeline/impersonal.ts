import type { Failure } from '../domain/index.ts';
import { textsIn, withoutTexts } from '../domain/index.ts';
import type { Item } from './item.ts';
import type { Lane } from './lane.ts';

/**
 * Returns what stopped a lane without the personal values of the records that it was working on. Systems repeat what they were
 * sent, and status, log and metrics show such a failure to everyone, unlike the message about a single record.
 */
export function impersonal(
  failure: Failure,
  items: readonly Item[],
  { personal }: Pick<Lane, 'personal'>,
): Failure {
  if (personal.length === 0) return failure;
  const texts = items.flatMap(({ record }) => textsIn(record.document, personal));
  const longestFirst = texts.toSorted((one, other) => other.length - one.length);
  return failure.saying(withoutTexts(failure.message, longestFirst));
}
