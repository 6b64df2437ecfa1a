import { setImmediate } from 'node:timers/promises';

/** A step takes some microseconds a record, so fewer are through before anybody minds. */
const MANY = 200;

/** Lets others have the main thread before a step of many records: the steps of a batch, one right after the other, would keep it for long. */
export async function giveWay(records: readonly unknown[]): Promise<void> {
  if (records.length >= MANY) await setImmediate();
}
