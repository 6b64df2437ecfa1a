import { randomUUID } from 'node:crypto';
import type { Relinked, RelinkOrder } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { ServiceClients } from './client-orders.ts';
import type { MergeRecordsResponse__Output } from './gen/stellwerk/control/v1/MergeRecordsResponse.ts';
import type { SplitRecordResponse__Output } from './gen/stellwerk/control/v1/SplitRecordResponse.ts';
import { mergeMessage, readRelinking, splitMessage } from './messages/index.ts';

/** The part of the API that merges and splits things. */
export interface RelinkClient {
  /** Returns what would change, without writing anything. */
  preview(order: RelinkOrder): Promise<Relinked>;
  /** @param requestId idempotency key of the order. Default: a new one */
  change(order: RelinkOrder, requestId?: string): Promise<Relinked>;
}

export function relinkClient(
  { records }: Pick<ServiceClients, 'records'>,
  limits: CallLimits,
): RelinkClient {
  const send = async (order: RelinkOrder, dryRun: boolean, requestId: string) => {
    const { relinking } =
      order.kind === 'merge'
        ? await callOnce<MergeRecordsResponse__Output>(limits, (options, done) =>
            records.mergeRecords({ ...mergeMessage(order), dryRun, requestId }, options, done),
          )
        : await callOnce<SplitRecordResponse__Output>(limits, (options, done) =>
            records.splitRecord({ ...splitMessage(order), dryRun, requestId }, options, done),
          );
    return readRelinking(relinking);
  };
  return {
    preview: (order) => send(order, true, ''),
    change: (order, requestId = randomUUID()) => send(order, false, requestId),
  };
}
