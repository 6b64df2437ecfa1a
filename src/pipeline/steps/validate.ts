import type { Item } from '../item.ts';
import { bury } from '../item.ts';
import type { Lane } from '../lane.ts';

/**
 * Buries the records whose document breaks the stream's schema, with all reasons. Skips deletes, which have no content to check, and
 * records that were checked against this schema before they were stored.
 */
export async function validate(
  items: readonly Item[],
  { mapper, schemaId = null }: Pick<Lane, 'mapper'> & Partial<Pick<Lane, 'schemaId'>>,
  signal: AbortSignal,
): Promise<void> {
  const open = items.filter(
    ({ verdict, record, checkedBy }) =>
      verdict === null &&
      record.operation === 'upsert' &&
      (checkedBy === null || checkedBy !== schemaId),
  );
  if (open.length === 0) return;
  const failures = await mapper.validate(
    open.map(({ record }) => record.document),
    signal,
  );
  open.forEach((item, index) => {
    const failure = failures[index];
    if (failure) bury(item, failure);
  });
}
