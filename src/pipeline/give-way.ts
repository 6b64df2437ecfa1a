import { setImmediate } from 'node:timers/promises';

/** A step takes a few microseconds per record, so fewer records block the main thread for too short a time to matter. */
const MANY = 200;

/** Yields the main thread before a step over many records; the steps of a batch would otherwise block it in one go. */
export async function giveWay(records: readonly unknown[]): Promise<void> {
  if (records.length >= MANY) await setImmediate();
}
