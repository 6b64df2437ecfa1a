import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { orAborted } from '../../src/connectors/common/or-aborted.ts';
import type { StoredRecord } from '../../src/domain/index.ts';
import { LaneHarness, record } from './support.ts';

test('what comes while a target can take no batch gathers in the next one, whose size nothing else limits', async () => {
  const log: StoredRecord[] = [record(1, 'a', 1)];
  const delivered: string[][] = [];
  const ready = Promise.withResolvers<void>();
  let arrived = Promise.withResolvers<void>();
  const arrive = (...keys: string[]) => {
    for (const key of keys) log.push(record(key.charCodeAt(0) - 96, key, 1));
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  const lane = new LaneHarness({
    // More urgent lanes are at work.
    batchSize: () => 1,
    target: {
      untilReady: async () => void (delivered.length > 0 && (await ready.promise)),
      async deliver(deliveries) {
        delivered.push(deliveries.map(({ key }) => key));
        if (delivered.length === 1) {
          for (const key of ['b', 'c']) {
            arrive(key);
            await setImmediate();
          }
        }
        return deliveries.map(({ key }) => ({ kind: 'applied', externalId: key }));
      },
    },
    openReader: () =>
      Promise.resolve({
        async take(signal, limit) {
          while (log.length === 0) await orAborted(arrived.promise, signal);
          return log.splice(0, limit).map((one) => ({ kind: 'record', record: one }));
        },
        ack: () => undefined,
        atEnd: () => Promise.resolve(log.length === 0),
        allTaken: () => Promise.resolve(log.length === 0),
        close: () => Promise.resolve(),
      }),
    onSettled({ lastSeq }) {
      if (lastSeq !== 1) return;
      void setImmediate().then(() => {
        arrive('d');
        ready.resolve();
      });
    },
  });
  await lane.drainRecords([1, 2, 3, 4].map((seq) => record(seq, '', 1)));
  assert.deepEqual(delivered, [['a'], ['b', 'c', 'd']]);
});
