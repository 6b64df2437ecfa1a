import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Tickets } from '../../src/access/sign-in/tickets.ts';

const begun = fc.record(
  {
    state: fc.string(),
    nonce: fc.string(),
    codeVerifier: fc.string(),
    place: fc.string({ unit: 'grapheme' }),
  },
  { noNullPrototype: true },
);

test('a ticket returns what was sealed in it, and does not reveal it', async () => {
  const tickets = new Tickets();
  await fc.assert(
    fc.asyncProperty(begun, async (memory) => {
      const ticket = await tickets.seal(memory);
      assert.partialDeepStrictEqual(await tickets.open(ticket), memory);
      assert.match(ticket, /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    }),
    { numRuns: 50 },
  );
});

test('a ticket of another process, or with any character changed, is invalid', async () => {
  const tickets = new Tickets();
  const memory = { state: 's', nonce: 'n', codeVerifier: 'c', place: '/' };
  const ticket = await tickets.seal(memory);
  assert.equal(await new Tickets().open(ticket), null);
  for (let at = 0; at < ticket.length; at++) {
    const sign = ticket[at] === 'A' ? 'Q' : 'A';
    const changed = ticket.slice(0, at) + sign + ticket.slice(at + 1);
    assert.equal(await tickets.open(changed), null, `character ${at}`);
  }
});

test('a ticket is valid for ten minutes', async () => {
  let now = Date.now();
  const tickets = new Tickets(() => now);
  const ticket = await tickets.seal({ state: 's', nonce: 'n', codeVerifier: 'c', place: '/' });
  now += 590_000;
  assert.equal((await tickets.open(ticket))?.state, 's');
  now += 11_000;
  assert.equal(await tickets.open(ticket), null);
});
