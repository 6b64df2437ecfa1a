import { setImmediate } from 'node:timers/promises';

/** A step takes a few microseconds per record, so fewer records block the main thread for too short a time to matter. */
const MANY = 200;

let last: Promise<void> = Promise.resolve();

/**
 * Yields the main thread before a step over many records; the steps of a batch would otherwise block it in one go. Steps
 * of all lanes and imports take turns, one in each iteration of the event loop: those that wait for the same iteration
 * would otherwise run one after the other in it.
 */
export async function giveWay(records: readonly unknown[]): Promise<void> {
  if (records.length >= MANY) await nextTurn();
}

/** Resolves in an iteration of the event loop in which no other step begins. */
export function nextTurn(): Promise<void> {
  last = last.then(() => setImmediate());
  return last;
}
