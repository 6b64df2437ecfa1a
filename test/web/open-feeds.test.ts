import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenFeeds } from '../../src/web/dashboard/open-feeds.ts';

test('callers share the hub’s limit of feeds, and each feed that ends makes room for one of any caller', () => {
  const places = new OpenFeeds({ perCaller: 2, inAll: 3 });
  const leave = places.enter('api-key a');
  places.enter('api-key a');
  const own = { code: 'TOO_MANY_FEEDS', message: /this caller has 2 open/ };
  assert.throws(() => places.enter('api-key a'), own);
  places.enter('oauth a');
  const all = { code: 'TOO_MANY_FEEDS', message: /3 are open, and the hub serves no more/ };
  assert.throws(() => places.enter('api-key b'), all);
  leave();
  places.enter('api-key b');
  assert.throws(() => places.enter('api-key a'), all);
});
