import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectBus, ensureStream, keysBehind, openStreamLog } from '../../src/bus/index.ts';
import type { SourceRecord } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';

const unlimited = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };
const signal = AbortSignal.timeout(20_000);

function record(key: string, version: number, operation: SourceRecord['operation'] = 'upsert') {
  return { key, version, operation, document: {} };
}

for (const framed of [true, false]) {
  test(`keys come page by page from any place, without those that were last deleted or are too new (${framed ? 'frames' : 'single records'})`, async () => {
    await using scope = await testScope();
    const bus = await connectBus(scope.natsUrl, scope.namespace);
    try {
      await ensureStream(bus, 'products', unlimited);
      const log = openStreamLog(bus, 'products', { framed });
      const many = Array.from({ length: 2_500 }, (_, index) => record(`k${index}`, 1));
      await log.append(many, signal);
      const last = [record('gone', 1), record('gone', 2, 'delete'), record('back', 1, 'delete')];
      await log.append([...last, record('back', 2), record('new', 9)], signal);
      const untilSeq = await log.lastSeq();
      await log.append([record('behind', 1)], signal);
      const found: string[] = [];
      let pages = 0;
      for (let behindSeq = 700; behindSeq < untilSeq; pages++) {
        const request = { behindSeq, untilSeq, before: 9, limit: 400, signal };
        const page = await keysBehind(bus, 'products', request);
        found.push(...page.keys);
        ({ behindSeq } = page);
      }
      assert.equal(pages, 5);
      assert.deepEqual(found, [...many.slice(700).map(({ key }) => key), 'back']);
    } finally {
      await bus.nc.close();
    }
  });
}
