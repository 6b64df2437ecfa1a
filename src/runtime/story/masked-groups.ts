import type { CauseGroup } from '../../domain/index.ts';
import { causeOf } from '../../domain/index.ts';
import type { DeadLetterBook } from '../../store/index.ts';
import type { Hidden } from './masked.ts';
import { maskedMessage } from './masked.ts';

interface MaskOptions {
  readonly hiddenOf: (stream: string) => Hidden;
  readonly deadLetters: Pick<DeadLetterBook, 'list'>;
  readonly signal: AbortSignal | undefined;
}

/** Returns the groups with personal values masked in their texts; the example's document tells which values are personal. */
export async function maskedGroups(
  groups: readonly CauseGroup[],
  { hiddenOf, deadLetters, signal }: MaskOptions,
): Promise<readonly CauseGroup[]> {
  const ids = groups
    .filter(({ stream }) => hiddenOf(stream).length > 0)
    .flatMap(({ example }) => example.deadLetterId ?? []);
  const page = { limit: ids.length, after: null };
  const letters = ids.length === 0 ? [] : await deadLetters.list({ ids }, page, signal);
  const documents = new Map(letters.map(({ id, document }) => [id, document]));
  return groups.map((group) => {
    const { example, stream } = group;
    const document = documents.get(example.deadLetterId ?? '');
    const hidden = hiddenOf(stream);
    if (hidden.length === 0) return group;
    const reason = maskedMessage(example.reason, document, hidden);
    // A cause may be cut within a value; that of the masked message holds none.
    return { ...group, cause: causeOf(reason), example: { ...example, reason } };
  });
}
