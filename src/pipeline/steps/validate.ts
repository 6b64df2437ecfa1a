import type { Item } from '../item.ts';
import { bury } from '../item.ts';
import type { Lane } from '../lane.ts';

/** Buries the records whose document breaks the stream's schema, with every reason. Deletes carry no content to check. */
export async function validate(
  items: readonly Item[],
  { mapper }: Pick<Lane, 'mapper'>,
  signal: AbortSignal,
): Promise<void> {
  const open = items.filter(
    ({ verdict, record }) => verdict === null && record.operation === 'upsert',
  );
  const failures = await mapper.validate(
    open.map(({ record }) => record.document),
    signal,
  );
  open.forEach((item, index) => {
    const failure = failures[index];
    if (failure) bury(item, failure);
  });
}
