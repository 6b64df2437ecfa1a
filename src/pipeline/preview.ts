import type { ReplayPreview, StoredRecord } from '../domain/index.ts';
import { differencesBetween } from '../domain/index.ts';
import type { Item } from './item.ts';
import { toParkedBatch } from './item.ts';
import type { Lane } from './lane.ts';
import type { Claim } from './ports.ts';
import { verdictBefore } from './steps/decide.ts';
import { map } from './steps/map.ts';
import { match } from './steps/match.ts';
import { validate } from './steps/validate.ts';

/** The claim of a thing that the hub does not know yet: a preview mints no master key. */
export const NOT_YET: Claim = { masterKey: '0', externalId: null, applied: null };

export interface PreviewParts {
  readonly deadLetterId: string;
  readonly record: StoredRecord;
  /** Null when the hub does not know the key. */
  readonly claim: Claim | null;
  /** The last record that the target was sent for the thing; null when there is none or the log no longer holds it. */
  readonly last: StoredRecord | null;
  readonly signal: AbortSignal;
}

/** The part of a lane that a preview needs. */
export type PreviewLane = Pick<
  Lane,
  'mapper' | 'match' | 'target' | 'name' | 'stream' | 'semantics'
>;

/** Runs the record path up to the target without writing anything. Looks things up in the target if the lane matches. */
export async function previewDelivery(
  lane: PreviewLane,
  { deadLetterId, record, claim, last, signal }: PreviewParts,
): Promise<ReplayPreview> {
  const parked = { record, dueAtMs: 0, attempts: 0, history: [], deadLetterId };
  const { items } = toParkedBatch([parked], { inDoubt: false, semantics: lane.semantics });
  await validate(items, lane, signal);
  const open = items.filter(({ verdict }) => verdict === null);
  const linked = open.map((item) =>
    Object.assign(item, { claim: claim ?? NOT_YET, externalId: claim?.externalId ?? null }),
  );
  const mapped = await map(linked, lane, signal);
  await match(mapped, lane, signal);
  for (const item of mapped) item.verdict ??= verdictBefore(item, { semantics: lane.semantics });
  const [item] = items;
  if (!item) throw new Error('a batch of one record has no item');
  const before = last && (await remap(lane, last, claim ?? NOT_YET, signal)).document;
  return {
    id: deadLetterId,
    ...effectOf(item),
    operation: record.operation,
    externalId: item.externalId,
    document: item.document,
    lastKnown: before !== null,
    differences: differencesBetween(before ?? {}, item.document ?? {}),
  };
}

function effectOf({ verdict }: Item): Pick<ReplayPreview, 'effect' | 'reason'> {
  if (verdict?.kind === 'dead-letter') {
    return { effect: 'dead-letter', reason: `${verdict.failure.code}: ${verdict.failure.message}` };
  }
  const idle = verdict?.kind === 'unchanged' || verdict?.kind === 'superseded';
  return { effect: idle ? verdict.kind : 'deliver', reason: null };
}

/**
 * Maps a record with the current mapping. If the target was sent the result of another mapping, the hash differs from the applied
 * one. The document is null when the mapping fails or leaves the record out.
 */
export async function remap(
  lane: Pick<Lane, 'mapper' | 'stream'>,
  record: StoredRecord,
  claim: Claim,
  signal: AbortSignal,
): Promise<Pick<Item, 'document' | 'hash'>> {
  const parked = { record, dueAtMs: 0, attempts: 0, history: [], deadLetterId: null };
  const [item] = toParkedBatch([parked], { inDoubt: false, semantics: 'state' }).items;
  if (!item) throw new Error('a batch of one record has no item');
  await map([Object.assign(item, { claim, externalId: claim.externalId })], lane, signal);
  return item;
}
