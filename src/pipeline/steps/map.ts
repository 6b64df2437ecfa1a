import type { Mapped, MappingInput } from '../batch-mapper.ts';
import type { LinkedItem, MappedItem } from '../item.ts';
import { bury } from '../item.ts';
import type { Lane } from '../lane.ts';

/**
 * Maps each record to the target's document. A record for which the mapping returns null is left out: there is nothing to write.
 * @returns the records that are ready for the target
 */
export async function map(
  items: readonly LinkedItem[],
  { mapper, stream }: Pick<Lane, 'mapper' | 'stream'>,
  signal: AbortSignal,
): Promise<MappedItem[]> {
  const inputs = items.map((item) => inputOf(item, stream));
  const mapped = await mapper.map(inputs, signal);
  return items.filter((item, index): item is MappedItem => take(item, mapped[index] as Mapped));
}

function inputOf({ record, claim, externalId }: LinkedItem, stream: string): MappingInput {
  const { key, version, operation, document } = record;
  const { masterKey } = claim;
  return { document, meta: { key, version, operation, masterKey, externalId, stream } };
}

function take(item: LinkedItem, mapped: Mapped): item is MappedItem {
  if (mapped.kind === 'left-out') {
    item.verdict = { kind: 'unchanged' };
    return false;
  }
  item.document = mapped.document;
  if (mapped.kind === 'refused') bury(item, mapped.failure);
  else item.hash = mapped.hash;
  return mapped.kind === 'mapped';
}
