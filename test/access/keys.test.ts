import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { KeyRing } from '../../src/access/index.ts';
import { hasHash, hashOf, keyId, makeKey } from '../../src/access/key-text.ts';
import type { StoredApiKey } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { rowsOf } from '../support/database.ts';
import { storeBench } from '../store/support.ts';

const wish = { name: 'report', role: 'viewer', streams: null, expiresAtMs: null } as const;
const HOUR_MS = 3_600_000;

async function ringBench() {
  const bench = await storeBench();
  const clock = { nowMs: Date.now() };
  const ring = new KeyRing(bench.store.apiKeys, () => clock.nowMs);
  const stop = () => bench[Symbol.asyncDispose]();
  return { bench, clock, ring, [Symbol.asyncDispose]: stop };
}

suite('API keys', { concurrency: true }, () => {
  test('consist of a prefix, an id and 256 random bits', () => {
    const { id, text } = makeKey();
    assert.match(text, /^swk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    assert.equal(keyId(text), id);
    assert.equal(keyId(`${text}x`), null);
    assert.notEqual(makeKey().text, text);
  });

  test('are compared only by their hashes', () => {
    const { text } = makeKey();
    assert.ok(hasHash(text, hashOf(text)));
    assert.ok(!hasHash(`${text.slice(0, -1)}#`, hashOf(text)));
    assert.ok(!hasHash(text, 'short'));
    assert.ok(!hasHash(text, ''));
  });

  test('are stored only as hashes, so the database does not reveal them', async () => {
    await using all = await ringBench();
    const { secret } = await all.ring.create(wish);
    await all.ring.prove(secret);
    const { databaseUrl, namespace } = all.bench.scope;
    const dump = await rowsOf(databaseUrl, `select to_json(k) as row from ${namespace}.api_key k`);
    assert.equal(dump.length, 1);
    const text = JSON.stringify(dump);
    const [, , ...rest] = secret.split('_');
    assert.ok(!text.includes(rest.join('_')));
    assert.ok(text.includes(hashOf(secret)));
  });

  test('identify the caller, survive a restart, and record their last use', async () => {
    await using all = await ringBench();
    const { secret, key } = await all.ring.create({ ...wish, role: 'operator', streams: ['a'] });
    const again = new KeyRing((await all.bench.another()).apiKeys);
    const proof = await again.prove(secret);
    assert.deepEqual(proof, {
      name: 'report',
      by: 'api-key',
      role: 'operator',
      streams: ['a'],
      refusal: null,
    });
    const [listed] = await all.ring.list();
    assert.ok(Math.abs((listed?.lastUsedAtMs ?? 0) - Date.now()) < 60_000);
    assert.deepEqual({ ...listed, lastUsedAtMs: null }, key);
  });

  test('are refused once revoked or expired', async () => {
    await using all = await ringBench();
    const revoked = await all.ring.create(wish);
    await all.ring.prove(revoked.secret);
    await all.ring.revoke(revoked.key.id);
    assert.match(String((await all.ring.prove(revoked.secret)).refusal), /was revoked/);
    const brief = await all.ring.create({ ...wish, expiresAtMs: all.clock.nowMs + HOUR_MS });
    assert.equal((await all.ring.prove(brief.secret)).refusal, null);
    all.clock.nowMs += HOUR_MS;
    assert.match(String((await all.ring.prove(brief.secret)).refusal), /has expired/);
    await assert.rejects(all.ring.rotate(brief.key.id, 0), { code: 'COMMAND_REJECTED' });
    await assert.rejects(all.ring.revoke('0000000000000000'), { code: 'NOT_FOUND' });
  });

  test('are replaced when rotated, at once or after a grace period', async () => {
    await using all = await ringBench();
    const first = await all.ring.create({ ...wish, streams: ['a'] });
    const second = await all.ring.rotate(first.key.id, HOUR_MS);
    assert.deepEqual([second.key.name, second.key.streams], ['report', ['a']]);
    assert.equal((await all.ring.prove(first.secret)).refusal, null);
    all.clock.nowMs += HOUR_MS + 1;
    assert.notEqual((await all.ring.prove(first.secret)).refusal, null);
    const third = await all.ring.rotate(second.key.id, 0);
    assert.notEqual((await all.ring.prove(second.secret)).refusal, null);
    assert.equal((await all.ring.prove(third.secret)).refusal, null);
  });

  test('still work for a while when the database is unavailable, since nobody can revoke them then', async () => {
    const known = new Map<string, StoredApiKey>();
    let away = false;
    const unavailable = () => {
      if (away) throw new Failure('STORE_UNAVAILABLE', { message: 'gone' });
    };
    const clock = { nowMs: 0 };
    const ring = new KeyRing(
      {
        async find(id) {
          unavailable();
          return known.get(id) ?? null;
        },
        add: async (stored) => void known.set(stored.key.id, stored),
        list: async () => [],
        async change() {
          unavailable();
          return true;
        },
        replace: async () => true,
      },
      () => clock.nowMs,
    );
    const { secret } = await ring.create(wish);
    await ring.prove(secret);
    away = true;
    clock.nowMs += 10 * 60_000;
    assert.equal((await ring.prove(secret)).refusal, null);
    clock.nowMs += 10 * 60_000;
    await assert.rejects(ring.prove(secret), { code: 'STORE_UNAVAILABLE' });
  });
});
