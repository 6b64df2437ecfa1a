import { Failure } from '../../domain/index.ts';
import type { Item } from '../item.ts';
import { bury } from '../item.ts';
import type { Validator } from '../validation/index.ts';
import { describeViolations } from '../validation/index.ts';

/** Buries the records whose document breaks the stream's schema, with every reason. Deletes carry no content to check. */
export function validate(items: readonly Item[], validator: Validator | null): void {
  if (!validator) return;
  for (const item of items) {
    if (item.verdict !== null || item.record.operation === 'delete') continue;
    const violations = validator(item.record.document);
    if (violations === null) continue;
    bury(
      item,
      new Failure('RECORD_INVALID', {
        message: describeViolations(violations),
        details: { violations },
      }),
    );
  }
}
