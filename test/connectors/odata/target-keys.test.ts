import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from '../postgres/support.ts';
import type { Kept } from './erp.ts';
import { Erp } from './erp.ts';
import { item, messageOf, shown, signal, targetOf } from './support.ts';

/** Prices with a key of two properties, which their author gives. */
const prices: Kept = {
  key: ['area', 'item'],
  properties: { area: 'Edm.String', item: 'Edm.String', price: 'Edm.Decimal' },
};

test('several entities with one alternate key fail the record and are named', async () => {
  await using erp = await Erp.start();
  for (const id of ['1', '2']) {
    const guid = `${id}1111111-1111-4111-8111-111111111111`;
    erp.put('items', { id: guid, number: 'A', displayName: id });
  }
  const [outcome] = await targetOf(erp).deliver([item('A')], signal);
  assert.match(messageOf(outcome), /2 entities have the number of A: 11111111-\S+, 21111111/);
  assert.equal(erp.all('items').length, 2);
});

test('a record by whose document nothing can be found fails alone and says what to map', async () => {
  await using erp = await Erp.start();
  const deliveries = [item('A'), delivery('B', 1, { document: { displayName: 'B' } })];
  const outcomes = await targetOf(erp).deliver(deliveries, signal);
  assert.deepEqual(shown(outcomes), ['applied', 'failed TARGET_REFUSED']);
  assert.match(messageOf(outcomes[1]), /^number \(Edm\.String\), .* is missing: map it/);
  const [noKey] = await targetOf(erp, {}).deliver([item('C')], signal);
  assert.match(messageOf(noKey), /^id \(Edm\.Guid\), .* is missing: map it, or set `alternateKey`/);
});

test('keys of several properties are spelled as the service declares them, in any batch', async () => {
  for (const batch of ['none', 'json', 'multipart']) {
    await using erp = await Erp.start({ prices });
    erp.refusesOr = false;
    const target = targetOf(erp, {}, { batch }, 'prices');
    const rows = [
      { area: 'de', item: "A'1" },
      { area: 'de', item: 'B,=' },
      { area: 'at', item: 'B,=' },
    ];
    const deliveries = rows.map((row, nth) =>
      delivery(`${nth}`, 1, { document: { ...row, price: '1.5' } }),
    );
    const created = await target.deliver(deliveries, signal);
    const ids = created.map((one) => ('externalId' in one ? one.externalId : ''));
    assert.deepEqual(ids, [
      "area='de',item='A''1'",
      "area='de',item='B,='",
      "area='at',item='B,='",
    ]);
    const known = deliveries.map((one, nth) => ({
      ...{ ...one, externalId: ids[nth] ?? '' },
      document: { ...one.document, price: 2 },
    }));
    assert.deepEqual(shown(await target.deliver(known, signal)), ['applied', 'applied', 'applied']);
    const held = await target.peek?.({ things: known, signal });
    assert.deepEqual(
      held?.map((one) => one?.now.price),
      [2, 2, 2],
    );
    const listed = [];
    for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
      const page: readonly string[] = (await target.keys?.({ after, limit: 2, signal })) ?? [];
      listed.push(...page);
      if (page.length < 2) break;
    }
    assert.deepEqual(listed, [ids[2], ids[0], ids[1]]);
  }
});

test('existing entities are found by a field, and two of one value are both named', async () => {
  await using erp = await Erp.start();
  const guid = (n: number) => `${n}1111111-1111-4111-8111-111111111111`;
  for (const [n, number] of ['A-1', 'B-1', 'B-1'].entries())
    erp.put('items', { id: guid(n), number });
  const target = targetOf(erp);
  const many = Array.from({ length: 50 }, (_, n) => `none ${n}`);
  const found = await target.match?.({ field: 'number', values: ['A-1', 'B-1', ...many], signal });
  assert.deepEqual(found?.get('A-1'), [guid(0)]);
  assert.deepEqual(found?.get('B-1'), [guid(1), guid(2)]);
  assert.deepEqual(found?.get('none 7'), []);
  assert.equal(erp.seen('GET', 'items').length, 3);
  await assert.rejects(async () => target.match?.({ field: 'sku', values: ['x'], signal }), {
    code: 'TARGET_MISCONFIGURED',
    message: /no property sku: correct `match`/,
  });
});

test('an id that no entity can have fails its record alone', async () => {
  await using erp = await Erp.start();
  const target = targetOf(erp);
  const outcomes = await target.deliver([{ ...item('A'), externalId: 'x' }, item('B')], signal);
  assert.deepEqual(shown(outcomes), ['failed TARGET_REFUSED', 'applied']);
  assert.match(messageOf(outcomes[0]), /the key is id \(Edm\.Guid\)/);
});
