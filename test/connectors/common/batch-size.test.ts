import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../src/connector-api/index.ts';
import { Failure } from '../../../src/connector-api/index.ts';
import { BatchSize } from '../../../src/connectors/common/batch-size.ts';
import type { SeenRequest } from '../../support/http-system.ts';
import { Erp } from '../odata/erp.ts';
import { targetOf as odataTarget } from '../odata/support.ts';
import { delivery } from '../postgres/support.ts';
import { Shop } from '../shopware/shop.ts';
import { product, targetOf as shopwareTarget } from '../shopware/support.ts';

const signal = AbortSignal.timeout(60_000);
const numbers = Array.from({ length: 100 }, (_, n) => `${n}`);

test('a size is halved when a request is not answered in time, and grows by one with each that is, up to the largest', async () => {
  const size = new BatchSize(10);
  const late = [
    new Failure('TARGET_UNAVAILABLE', { message: 'late', details: { timedOut: true } }),
    new Failure('TARGET_UNAVAILABLE', { message: 'late', details: { status: 504 } }),
  ];
  for (const failure of late)
    await assert.rejects(
      size.learn({ length: size.now }, () => Promise.reject(failure)),
      failure,
    );
  assert.equal(size.now, 3);
  const away = new Failure('TARGET_UNAVAILABLE', { message: 'away', details: { status: 503 } });
  await assert.rejects(
    size.learn({ length: 3 }, () => Promise.reject(away)),
    away,
  );
  // The rest of a batch, and a trial with one record, say nothing about whole parts.
  await size.learn({ length: 1 }, () => Promise.resolve());
  assert.equal(size.now, 3);
  for (let n = 0; n < 20; n++) await size.learn({ length: size.now }, () => Promise.resolve());
  assert.equal(size.now, 10);
});

/** Delivers as the hub does, until every record has its outcome. */
async function deliverAll(
  deliver: (open: readonly string[]) => Promise<readonly Outcome[]>,
): Promise<void> {
  let open: readonly string[] = numbers;
  for (let calls = 0; calls < 20 && open.length > 0; calls++) {
    const outcomes = await deliver(open).catch(() => []);
    open = open.filter((_, nth) => !outcomes[nth] || outcomes[nth].kind === 'unreached');
  }
  assert.deepEqual(open, []);
}

test('a shop that is too slow for whole batches is sent smaller ones, and gets everything', async () => {
  await using shop = await Shop.start();
  const rowsOf = ({ body }: SeenRequest) => (body as { payload: unknown[] }[])[0]?.payload.length;
  shop.misbehave = (seen) =>
    seen.path.endsWith('/sync') && (rowsOf(seen) ?? 0) > 30 ? { status: 504 } : null;
  const target = shopwareTarget(shop);
  await deliverAll((open) =>
    target.deliver(
      open.map((number) => delivery(number, 1, { document: product(number) })),
      signal,
    ),
  );
  assert.equal(shop.all('product').length, numbers.length);
});

test('a service that does not answer whole batches in time is sent smaller ones, and gets everything', async () => {
  await using erp = await Erp.start();
  erp.misbehave = (seen) => {
    if (!seen.path.endsWith('$batch')) return null;
    const { requests } = JSON.parse(seen.text) as { requests: unknown[] };
    return requests.length > 60 ? { silent: true } : null;
  };
  const target = odataTarget(erp, { alternateKey: 'number' }, { batch: 'json' });
  await deliverAll((open) =>
    target.deliver(
      open.map((number) =>
        delivery(number, 1, { repeated: true, document: { number, displayName: number } }),
      ),
      signal,
    ),
  );
  assert.deepEqual(
    erp.all('items').map(({ number }) => number),
    numbers,
  );
});
