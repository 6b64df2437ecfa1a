import assert from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Agent, fetch } from 'undici';
import { reasonOf } from '../../src/domain/index.ts';

/** Finds two addresses for every host, as for one with IPv4 and IPv6. Nothing listens on their port 2. */
const lookup: LookupFunction = (_host, _options, found) =>
  found(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ]);

test('the reason why a host with several addresses cannot be reached names each of them', async () => {
  const error = await new Promise((resolve) => {
    connect({ host: 'shop.example', port: 2, lookup, autoSelectFamily: true }).once(
      'error',
      resolve,
    );
  });
  assert.match(reasonOf(error), /ECONNREFUSED 127\.0\.0\.1:2; .*ECONNREFUSED 127\.0\.0\.2:2$/);
});

test('the reason why fetch failed is that of the connection', async () => {
  const dispatcher = new Agent({ connect: { lookup } });
  const error: unknown = await fetch('http://shop.example:2/', { dispatcher }).catch(
    (e: unknown) => e,
  );
  assert.match(reasonOf(error), /ECONNREFUSED 127\.0\.0\.1:2; .*ECONNREFUSED 127\.0\.0\.2:2$/);
});

test('any other reason is the message', () => {
  assert.equal(reasonOf(new Error('too late', { cause: new Error('slow') })), 'too late');
  assert.equal(reasonOf('gone'), 'gone');
});
