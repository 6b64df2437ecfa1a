import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, Outcome } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import type { Kept } from './erp.ts';
import { Erp, failed } from './erp.ts';
import { item, messageOf, shown, signal, targetOf } from './support.ts';

for (const batch of ['none', 'json', 'multipart', 'multipartAbsolute']) {
  test(`batch ${batch}: entities are created, found again, updated and deleted, each with its outcome`, async () => {
    await using erp = await Erp.start();
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    const deliveries = ["A'1 / ä", 'B', 'C'].map((number) => item(number));
    const created = await target.deliver(deliveries, signal);
    assert.deepEqual(shown(created), ['applied', 'applied', 'applied']);
    const ids = created.map((one) => ('externalId' in one ? one.externalId : ''));
    assert.deepEqual(
      ids,
      erp.all('items').map(({ id }) => id),
    );
    // As after a lost answer, or with a hub that has lost its database.
    const again = await target.deliver(
      deliveries.map((one) => ({ ...one, repeated: true })),
      signal,
    );
    assert.deepEqual(shown(again), ['unchanged', 'unchanged', 'unchanged']);
    const [a, b, c] = deliveries.map((one, nth) => ({ ...one, externalId: ids[nth] ?? '' }));
    assert.ok(a && b && c);
    const outcomes = await target.deliver(
      [
        { ...a, document: { number: 'A', displayName: null } },
        { ...b, document: { number: 'B', displayName: 'new' } },
        { ...c, operation: 'delete' },
        item('D', { displayName: null }),
        item('E'),
      ],
      signal,
    );
    assert.deepEqual(shown(outcomes), [
      ...['failed TARGET_REFUSED', 'applied', 'applied', 'failed TARGET_REFUSED', 'applied'],
    ]);
    assert.match(messageOf(outcomes[0]), /answered 400: displayName must have a value\.$/);
    const gone = await target.deliver([{ ...c, operation: 'delete' }], signal);
    assert.deepEqual(shown(gone), ['unchanged']);
    assert.deepEqual(
      erp.all('items').map(({ number, displayName }) => [number, displayName]),
      [
        ["A'1 / ä", "A'1 / ä"],
        ['B', 'new'],
        ['E', 'E'],
      ],
    );
  });
}

for (const batch of ['none', 'json']) {
  test(`batch ${batch}: an entity that was deleted in the service is created again, unless it is there under another id`, async () => {
    await using erp = await Erp.start();
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    const created = await target.deliver([item('A'), item('B'), item('C')], signal);
    const known = (nth: number, fields: JsonObject) => {
      const outcome = created[nth];
      const externalId = outcome && 'externalId' in outcome ? outcome.externalId : null;
      return { ...item('ABC'.charAt(nth), fields), externalId };
    };
    await target.deliver(
      [0, 1].map((n) => ({ ...known(n, {}), operation: 'delete' })),
      signal,
    );
    const [other] = await target.deliver([item('B')], signal);
    const written = await target.deliver(
      [0, 1, 2].map((nth) => known(nth, { displayName: 'new' })),
      signal,
    );
    assert.deepEqual(shown(written), ['applied', 'applied', 'applied']);
    assert.deepEqual(
      erp.all('items').map(({ number, displayName }) => `${String(number)} ${String(displayName)}`),
      ['C new', 'B new', 'A new'],
    );
    const ids = [...written, other].map((one) => one && 'externalId' in one && one.externalId);
    assert.equal(ids[1], ids[3]);
    assert.equal(ids[0], erp.all('items').at(-1)?.id);
  });
}

test('a record whose deletion found nothing is created when it comes back', async () => {
  await using erp = await Erp.start();
  const target = targetOf(erp, { alternateKey: 'number' });
  const [gone] = await target.deliver([{ ...item('A'), operation: 'delete' }], signal);
  assert.deepEqual(gone, { kind: 'unchanged', externalId: 'A' });
  const [back] = await target.deliver([{ ...item('A'), externalId: 'A' }], signal);
  assert.equal(back?.kind, 'applied');
  assert.equal(erp.all('items').length, 1);
});

test('a batch holds at most as many writes as set, and a service that stops at a refused one is sent the rest again', async () => {
  await using erp = await Erp.start();
  const options = { alternateKey: 'number', batchSize: 4 };
  const deliveries = Array.from({ length: 10 }, (_, n) =>
    item(`${n}`, n === 1 || n === 2 ? { displayName: null } : {}),
  );
  const target = targetOf(erp, options, { batch: 'json', headers: { prefer: 'x' } });
  // The header of the connector does not replace that of the batch.
  assert.equal((await target.deliver(deliveries, signal)).filter(isApplied).length, 8);
  assert.equal(erp.seen('POST', '$batch').length, 3);
  assert.equal(erp.all('items').length, 8);
  await using stubborn = await Erp.start();
  stubborn.misbehave = (seen) => {
    delete seen.headers.prefer;
    return null;
  };
  const outcomes = await targetOf(stubborn, options, { batch: 'json' }).deliver(deliveries, signal);
  assert.equal(outcomes.filter(isApplied).length, 8);
  assert.equal(stubborn.all('items').length, 8);
});

function isApplied({ kind }: Outcome): boolean {
  return kind === 'applied';
}

test('a batch in a format that the service does not take is a mistake of the connector', async () => {
  await using erp = await Erp.start();
  erp.misbehave = ({ path }) => (path.endsWith('$batch') ? { status: 415 } : null);
  const target = targetOf(erp, { alternateKey: 'number' }, { batch: 'json' });
  await assert.rejects(target.deliver([item('A')], signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /correct `batch`/,
  });
});

test('a batch whose answer is lost is carried out once', async () => {
  for (const batch of ['json', 'multipart', 'none']) {
    await using erp = await Erp.start();
    let lost = 0;
    erp.misbehave = (seen) => {
      if (seen.method !== 'POST' || lost++ > 0) return null;
      erp.misbehave = () => null;
      erp.carryOut(seen);
      return { cut: true };
    };
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    const deliveries = [item('A'), item('B')];
    const first = await target.deliver(deliveries, signal).catch(() => []);
    const open = deliveries.filter((_, nth) => !first[nth] || first[nth].kind === 'unreached');
    assert.ok(open.length > 0);
    await target.deliver(
      open.map((one) => ({ ...one, repeated: true })),
      signal,
    );
    assert.deepEqual(
      erp
        .all('items')
        .map(({ number }) => number)
        .toSorted(),
      ['A', 'B'],
    );
  }
});

test('an order that was created with its lines is not written again for what the service made of them', async () => {
  const orders: Kept = {
    ...{ key: ['id'], isKeyGiven: true },
    properties: { id: 'Edm.Guid', number: 'Edm.String', customer: 'Edm.String' },
    links: { lines: 'Collection(Self.linesType)' },
  };
  const lines: Kept = { key: ['id'], properties: { id: 'Edm.Guid', quantity: 'Edm.Decimal' } };
  await using erp = await Erp.start({ orders, lines });
  const target = targetOf(erp, { alternateKey: 'number', expand: 'lines' }, {}, 'orders');
  const document = { number: '1', customer: 'C', lines: [{ quantity: '2.0', unit: 'PCS' }] };
  const order = delivery('1', 1, { document });
  await target.deliver([order], signal);
  assert.deepEqual(erp.all('orders')[0]?.lines, [{ quantity: 2, unit: 'PCS' }]);
  erp.put('orders', { ...erp.all('orders')[0], lines: [{ quantity: 2, unit: 'Pieces' }] });
  const repeated = { ...order, repeated: true };
  assert.deepEqual(shown(await target.deliver([repeated], signal)), ['unchanged']);
  // Another version may have been the one that was created.
  const newer = { ...repeated, replaces: true as const };
  assert.deepEqual(shown(await target.deliver([newer], signal)), ['applied']);
  const [held] = (await target.peek?.({ things: [order], signal })) ?? [];
  assert.deepEqual(held?.now, held?.then);
});

test('a write that meets somebody else’s is tried again once, after the service was read anew', async () => {
  await using erp = await Erp.start();
  let conflicts = 1;
  erp.misbehave = ({ method }) => {
    if (method !== 'POST' || conflicts-- <= 0) return null;
    // Somebody else was faster.
    erp.put('items', { id: '11111111-1111-4111-8111-111111111111', number: 'A', displayName: 'x' });
    return failed(409, 'Internal_EntityWithSameKeyExists', 'The record already exists.');
  };
  const target = targetOf(erp);
  assert.deepEqual(await target.deliver([item('A')], signal), [
    { kind: 'applied', externalId: '11111111-1111-4111-8111-111111111111' },
  ]);
  assert.deepEqual(
    erp.all('items').map(({ displayName }) => displayName),
    ['A'],
  );
  erp.misbehave = ({ method }) =>
    method === 'PATCH' ? failed(409, 'EntityChanged', 'Another user has changed it.') : null;
  const known = {
    ...item('A', { displayName: 'new' }),
    externalId: String(erp.all('items')[0]?.id),
  };
  const [outcome] = await target.deliver([known], signal);
  assert.match(messageOf(outcome), /answered 409: Another user has changed it\./);
  assert.equal(outcome && 'failure' in outcome && outcome.failure.code, 'TARGET_BUSY');
  assert.equal(erp.system.seen.filter(({ method }) => method === 'PATCH').length, 3);
});

test('an edit between `peek` and the write is found by its tag; without an edit the write takes place', async () => {
  for (const batch of ['none', 'json', 'multipart']) {
    await using erp = await Erp.start();
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    await target.deliver([item('A')], signal);
    const known = {
      ...item('A', { displayName: 'new' }),
      externalId: String(erp.all('items')[0]?.id),
    };
    const [expected] = (await target.peek?.({ things: [known], signal })) ?? [];
    assert.ok(expected?.etag);
    erp.put('items', { ...erp.all('items')[0], displayName: 'edited' });
    const [edited] = await target.deliver([{ ...known, expected }], signal);
    assert.equal(edited?.kind, 'changed');
    const [now] = (await target.peek?.({ things: [known], signal })) ?? [];
    assert.ok(now);
    assert.deepEqual(shown(await target.deliver([{ ...known, expected: now }], signal)), [
      'applied',
    ]);
    assert.equal(erp.all('items')[0]?.displayName, 'new');
  }
});

test('a number as text is sent as the number that it is; digits that a double would round stay', async () => {
  await using erp = await Erp.start();
  const target = targetOf(erp, { alternateKey: 'number' }, { batch: 'json' });
  const long = '12345678901234567.89';
  await target.deliver([item('A', { unitPrice: '19.90' }), item('B', { unitPrice: long })], signal);
  assert.deepEqual(
    erp.all('items').map(({ unitPrice }) => unitPrice),
    [19.9, long],
  );
  const things = [item('A', { unitPrice: '19.90' }), item('B', { unitPrice: long })];
  const held = await target.peek?.({ things, signal });
  assert.deepEqual(
    held?.map((one) => one?.now),
    held?.map((one) => one?.then),
  );
});

test('what the service declares as a double is sent as the number next to it, as prices of SAP Business One are', async () => {
  const prices: Kept = {
    key: ['code'],
    properties: { code: 'Edm.String', net: 'Edm.Double', gross: 'Edm.Decimal' },
  };
  await using erp = await Erp.start({ prices });
  const target = targetOf(erp, {}, {}, 'prices');
  const long = '0.333333333333333333';
  const third = delivery('A', 1, { document: { code: 'A', net: long, gross: long } });
  assert.deepEqual(shown(await target.deliver([third], signal)), ['applied']);
  assert.deepEqual(erp.all('prices'), [{ code: 'A', net: 1 / 3, gross: long }]);
  assert.deepEqual(shown(await target.deliver([third], signal)), ['unchanged']);
});
