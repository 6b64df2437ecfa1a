import { hash as digest } from 'node:crypto';
import { Failure } from '../../domain/index.ts';
import type { Item, LinkedItem, MappedItem } from '../item.ts';
import { bury } from '../item.ts';
import type { Lane } from '../lane.ts';
import { invalid } from './validate.ts';

/** Stands for the content of any event. */
const EVENT = 'event';
/** 132 bits: two contents of one thing that share it will not be met. */
const HASH_LENGTH = 22;
/** Stands for the content of a deleted thing. */
export const DELETED = 'deleted';

type MapLane = Pick<Lane, 'map' | 'validateMapped' | 'stream' | 'semantics'>;

/** Makes the target's document of each record. A mapping that returns null leaves the record out: nothing to write. */
export function map(items: readonly LinkedItem[], lane: MapLane): MappedItem[] {
  return items.filter((item): item is MappedItem => mapOne(item, lane));
}

function mapOne(item: LinkedItem, lane: MapLane): item is MappedItem {
  const { key, version, operation, document: source } = item.record;
  const { masterKey, externalId } = item.claim;
  const meta = { key, version, operation, masterKey, externalId, stream: lane.stream };
  try {
    const document = lane.map(source, meta);
    if (document === null) {
      item.verdict = { kind: 'unchanged' };
      return false;
    }
    item.document = document;
  } catch (error) {
    if (operation === 'upsert') {
      bury(item, Failure.from(error, 'MAPPING_FAILED', 'map'));
      return false;
    }
    // What is gone may lack the fields that the mapping wants; its id is enough to remove it.
    item.document = {};
  }
  item.hash = operation === 'delete' ? DELETED : contentHash(item.document ?? {}, lane.semantics);
  return operation === 'delete' || isAccepted(item, lane);
}

function isAccepted(item: Item, lane: Pick<Lane, 'validateMapped'>): boolean {
  const violations = item.document && lane.validateMapped?.(item.document);
  if (!violations) return true;
  bury(item, invalid(violations, 'after mapping: '));
  return false;
}

/** Tells whether the target holds this content already. Events are told apart by their version alone. */
export function contentHash(document: object, semantics: Lane['semantics']): string {
  if (semantics === 'event') return EVENT;
  return digest('sha1', JSON.stringify(document), 'base64url').slice(0, HASH_LENGTH);
}
