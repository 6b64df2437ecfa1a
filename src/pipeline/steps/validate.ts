import { Failure } from '../../domain/index.ts';
import type { Item } from '../item.ts';
import { bury } from '../item.ts';
import type { Validator, Violation } from '../validation/index.ts';

/** Buries the records whose document breaks the stream's schema, with every reason. Deletes carry no content to check. */
export function validate(items: readonly Item[], validator: Validator | null): void {
  if (!validator) return;
  for (const item of items) {
    if (item.verdict !== null || item.record.operation === 'delete') continue;
    const violations = validator(item.record.document);
    if (violations === null) continue;
    bury(item, invalid(violations));
  }
}

/** @param where told before the reasons when it is not the source's document */
export function invalid(violations: readonly Violation[], where = ''): Failure {
  return new Failure('RECORD_INVALID', {
    message: where + violations.map(({ message }) => message).join('; '),
    details: { violations },
  });
}
