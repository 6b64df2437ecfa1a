import type {
  AppliedFate,
  FlowFate,
  LinkedId,
  MergeOrder,
  Relinked,
  SplitOrder,
} from '../../domain/index.ts';
import type { AppliedFate as AppliedFateWord } from '../gen/stellwerk/control/v1/AppliedFate.ts';
import type { FlowFate as FlowFateWord } from '../gen/stellwerk/control/v1/FlowFate.ts';
import type { MergeRecordsRequest } from '../gen/stellwerk/control/v1/MergeRecordsRequest.ts';
import type { MergeRecordsRequest__Output } from '../gen/stellwerk/control/v1/MergeRecordsRequest.ts';
import type { RecordId__Output } from '../gen/stellwerk/control/v1/RecordId.ts';
import type { Relinking, Relinking__Output } from '../gen/stellwerk/control/v1/Relinking.ts';
import type { SplitRecordRequest } from '../gen/stellwerk/control/v1/SplitRecordRequest.ts';
import type { SplitRecordRequest__Output } from '../gen/stellwerk/control/v1/SplitRecordRequest.ts';
import { requireText } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import { stateWords } from './state.ts';

/** Maximum number of ids in one order. */
const MAX_IDS = 100;

const appliedFates = stateWords<AppliedFate, AppliedFateWord & string>({
  kept: 'APPLIED_FATE_KEPT',
  again: 'APPLIED_FATE_AGAIN',
  next: 'APPLIED_FATE_NEXT',
  new: 'APPLIED_FATE_NEW',
  'given-up': 'APPLIED_FATE_GIVEN_UP',
});
const flowFates = stateWords<FlowFate, FlowFateWord & string>({
  kept: 'FLOW_FATE_KEPT',
  joined: 'FLOW_FATE_JOINED',
  parted: 'FLOW_FATE_PARTED',
});

export function relinkingMessage({ things, lanes, flows, conflicts }: Relinked): Relinking {
  return {
    records: things.map(({ masterKey, ids }) => ({
      masterKey,
      ids: ids.map(({ gaveWay, ...id }) => ({ id, gaveWay })),
    })),
    lanes: lanes.map(({ fate, version, ...lane }) => ({
      ...{ ...lane, fate: appliedFates.toWord(fate) },
      ...(version === null ? {} : { version }),
    })),
    flows: flows.map(({ fate, ...flow }) => ({ ...flow, fate: flowFates.toWord(fate) })),
    conflicts,
  };
}

export function readRelinking(message: Relinking__Output | null): Relinked {
  const { records = [], lanes = [], flows = [], conflicts = 0 } = message ?? {};
  return {
    things: records.map(({ masterKey, ids }) => ({
      masterKey,
      ids: ids.map(({ id, gaveWay }) => ({ ...emptyId, ...id, gaveWay })),
    })),
    lanes: lanes.map(({ fate, version, ...lane }) => ({
      ...{ ...lane, fate: appliedFates.toState(fate), version: version ?? null },
    })),
    flows: flows.map(({ fate, ...flow }) => ({ ...flow, fate: flowFates.toState(fate) })),
    conflicts,
  };
}

export function mergeMessage({ record, other, stays }: MergeOrder): MergeRecordsRequest {
  return { record, other, stays: [...stays] };
}

export function splitMessage({ ids, stays }: SplitOrder): SplitRecordRequest {
  return { ids: [...ids], stays: [...stays] };
}

/** @throws Failure INVALID_REQUEST */
export function readMerge({ record, other, stays }: MergeRecordsRequest__Output): MergeOrder {
  return {
    kind: 'merge',
    record: readId('record', record),
    other: readId('other', other),
    stays: readIds('stays', stays),
  };
}

/** @throws Failure INVALID_REQUEST */
export function readSplit({ ids, stays }: SplitRecordRequest__Output): SplitOrder {
  if (ids.length === 0) throw invalidRequest('ids', 'must name at least one id');
  return { kind: 'split', ids: readIds('ids', ids), stays: readIds('stays', stays) };
}

const emptyId: LinkedId = { connector: '', entity: '', externalId: '' };

function readIds(field: string, ids: readonly RecordId__Output[]): readonly LinkedId[] {
  if (ids.length > MAX_IDS) throw invalidRequest(field, `takes at most ${MAX_IDS} ids`);
  return ids.map((id, index) => readId(`${field}[${index}]`, id));
}

function readId(field: string, id: RecordId__Output | null): LinkedId {
  if (!id) throw invalidRequest(field, 'must name an id');
  return {
    connector: id.connector === '' ? '' : requireText(`${field}.connector`, id.connector),
    entity: requireText(`${field}.entity`, id.entity),
    externalId: requireText(`${field}.external_id`, id.externalId),
  };
}
