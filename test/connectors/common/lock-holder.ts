import { withLock } from '../../../src/connectors/common/with-lock.ts';

/** A process that holds a lock until it is killed, and says so to its parent. */
await withLock(process.argv[2] ?? '', AbortSignal.timeout(120_000), () => {
  process.send?.('held');
  return new Promise(() => setInterval(() => undefined, 60_000));
});
