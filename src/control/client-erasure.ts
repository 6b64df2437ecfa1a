import { randomUUID } from 'node:crypto';
import type { Erasure, ErasureOrder } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { ServiceClients } from './client-orders.ts';
import type { EraseRecordResponse__Output } from './gen/stellwerk/control/v1/EraseRecordResponse.ts';
import { readErasure } from './messages/index.ts';

/** The part of the API that erases what the hub holds of a thing. */
export interface ErasureClient {
  /** Returns what would be erased, without writing anything. */
  preview(order: ErasureOrder): Promise<Erasure>;
  /** @param requestId idempotency key of the order. Default: a new one */
  erase(order: ErasureOrder, requestId?: string): Promise<Erasure>;
}

export function erasureClient(
  { records }: Pick<ServiceClients, 'records'>,
  limits: CallLimits,
): ErasureClient {
  const send = async (order: ErasureOrder, dryRun: boolean, requestId: string) =>
    readErasure(
      await callOnce<EraseRecordResponse__Output>(limits, (options, done) =>
        records.eraseRecord({ ...order, dryRun, requestId }, options, done),
      ),
    );
  return {
    preview: (order) => send(order, true, ''),
    erase: (order, requestId = randomUUID()) => send(order, false, requestId),
  };
}
