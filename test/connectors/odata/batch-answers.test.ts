import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import type { Kept } from './erp.ts';
import { Erp, failed } from './erp.ts';
import { item, signal, targetOf } from './support.ts';

for (const [what, answerOf] of [
  ['500', () => failed(500, 'InternalServerError', 'The operation timed out.')],
  ['408', () => failed(408, 'RequestTimeout', 'The operation timed out.')],
  [
    'the answers to some of its writes',
    ({ body, ...rest }: Reply) => {
      if (typeof body === 'string')
        return {
          ...rest,
          body: body
            .split(/(?=^--b\r\n)/m)
            .slice(0, 2)
            .join(''),
        };
      const { responses } = body as { responses: object[] };
      return { ...rest, body: { responses: responses.slice(0, 2) } };
    },
  ],
] as const satisfies [string, (carriedOut: Reply) => Reply][]) {
  test(`a batch that was carried out, but answered with ${what}, creates nothing twice`, async () => {
    for (const batch of ['json', 'multipart']) {
      await using erp = await Erp.start();
      erp.misbehave = (seen) => {
        if (seen.method !== 'POST') return null;
        erp.misbehave = () => null;
        return answerOf(erp.carryOut(seen));
      };
      const numbers = Array.from({ length: 5 }, (_, n) => `${n}`);
      const target = targetOf(erp, { alternateKey: 'number' }, { batch });
      const outcomes = await target.deliver(
        numbers.map((number) => item(number)),
        signal,
      );
      assert.ok(outcomes.every(({ kind }) => kind === 'applied' || kind === 'unchanged'));
      assert.deepEqual(
        erp.all('items').map(({ number }) => number),
        numbers,
      );
    }
  });
}

test('an order is not written again after its batch failed as a whole, for the lines that the service made of it', async () => {
  const orders: Kept = {
    ...{ key: ['id'], isKeyGiven: true },
    properties: { id: 'Edm.Guid', number: 'Edm.String' },
    links: { lines: 'Collection(Self.linesType)' },
  };
  const lines: Kept = { key: ['id'], properties: { id: 'Edm.Guid', quantity: 'Edm.Decimal' } };
  await using erp = await Erp.start({ orders, lines });
  erp.misbehave = (seen) => {
    if (seen.method !== 'POST') return null;
    erp.misbehave = () => null;
    erp.carryOut(seen);
    erp.put('orders', { ...erp.all('orders')[0], lines: [{ quantity: 2, unit: 'Pieces' }] });
    return failed(500, 'InternalServerError', 'The operation timed out.');
  };
  const options = { alternateKey: 'number', expand: 'lines' };
  const target = targetOf(erp, options, { batch: 'json' }, 'orders');
  const made = ['1', '2'].map((number) =>
    delivery(number, 1, { document: { number, lines: [{ quantity: 2 }] } }),
  );
  const outcomes = await target.deliver(made, signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['unchanged', 'unchanged'],
  );
});

test('a header of an answer in a batch may have letters that HTTP does not allow', async () => {
  for (const batch of ['json', 'multipart']) {
    await using erp = await Erp.start();
    erp.misbehave = (seen) => {
      if (seen.method !== 'POST') return null;
      const { body, ...rest } = erp.carryOut(seen);
      if (typeof body === 'string')
        return {
          ...rest,
          body: body.replace('Some words\r\n', "OK\r\nLocation: items('Maß 😀')\r\n"),
        };
      const [one] = (body as { responses: { headers: object }[] }).responses;
      return {
        ...rest,
        body: { responses: [{ ...one, headers: { location: "items('Maß 😀')" } }] },
      };
    };
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    const [outcome] = await target.deliver([item('Maß 😀')], signal);
    assert.equal(outcome?.kind, 'applied');
  }
});
