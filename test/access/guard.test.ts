import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { AccessSettings } from '../../src/access/index.ts';
import type { CallAttempt } from '../../src/domain/index.ts';
import { Guard, KeyRing } from '../../src/access/index.ts';
import { storeBench } from '../store/support.ts';
import { startIssuer } from './oidc.ts';
import { bearer, defaults } from './support.ts';

const SECRET = 'local.secret';

async function guardBench(settings: Partial<AccessSettings> = {}) {
  const bench = await storeBench();
  const keys = new KeyRing(bench.store.apiKeys);
  const guard = new Guard({ settings: { ...defaults, ...settings }, keys, localSecret: SECRET });
  return { keys, guard, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

const from = (peerAddress: string, more: Partial<CallAttempt> = {}): CallAttempt => ({
  ...{ peerAddress, ownAddress: '192.0.2.1', forwardedFor: null },
  ...{ authorization: null, certificateName: null },
  ...more,
});

suite('The guard', { concurrency: 2 }, () => {
  test("accepts the folder's secret only from callers on the same machine", async () => {
    await using all = await guardBench({ trustedProxies: ['127.0.0.1'] });
    const secret = bearer(SECRET);
    const codeFor = async (attempt: CallAttempt) => {
      const { caller, refusal } = await all.guard.decide(attempt, 'admin');
      return refusal?.code ?? caller?.name;
    };
    assert.equal(await codeFor(from('127.0.0.1', secret)), 'local');
    assert.equal(await codeFor(from('::ffff:127.0.0.9', secret)), 'local');
    assert.equal(await codeFor(from('::1', secret)), 'local');
    assert.equal(await codeFor(from('192.0.2.1', secret)), 'local');
    assert.equal(await codeFor(from('192.0.2.7', secret)), 'UNAUTHENTICATED');
    const behindProxy = { ...secret, forwardedFor: '192.0.2.7' };
    assert.equal(await codeFor(from('127.0.0.1', behindProxy)), 'UNAUTHENTICATED');
    assert.equal(await codeFor(from('127.0.0.1', bearer('local.other'))), 'UNAUTHENTICATED');
    assert.equal(await codeFor(from('127.0.0.1')), 'UNAUTHENTICATED');
  });

  test('refuses only the tokens of an issuer that cannot be reached; keys still work', async () => {
    const oauth = { jwksUrl: null, rolesClaim: 'roles', audience: 'hub' };
    await using all = await guardBench({ oauth: { ...oauth, issuer: 'http://127.0.0.1:1' } });
    const token = bearer('eyJhbGciOiJFUzI1NiJ9.e30.AAAA');
    const { refusal } = await all.guard.decide(from('::1', token), 'viewer');
    assert.deepEqual([refusal?.code, refusal?.retryable], ['ISSUER_UNAVAILABLE', true]);
    const wish = { name: 'a', role: 'admin', streams: null, expiresAtMs: null } as const;
    const key = bearer((await all.keys.create(wish)).secret);
    assert.equal((await all.guard.decide(from('::1', key), 'admin')).refusal, null);
  });

  test('trusts no keys of an issuer that calls itself by another name', async () => {
    await using issuer = await startIssuer(['viewer']);
    const named = `${issuer.issuer}/`;
    const oauth = {
      ...{ issuer: named, audience: issuer.audience, jwksUrl: null, rolesClaim: 'roles' },
    };
    await using all = await guardBench({ oauth });
    const token = bearer(await issuer.forged({ iss: named }));
    const { refusal } = await all.guard.decide(from('::1', token), 'viewer');
    assert.equal(refusal?.code, 'ISSUER_UNAVAILABLE');
    assert.match(refusal.message, /calls itself "http:[^"]*\d", .*hub\.access\.oauth\.issuer/);
  });

  test('reads roles from the configured claim, and uses the highest', async () => {
    await using issuer = await startIssuer(['viewer']);
    const { issuer: url, audience } = issuer;
    const oauth = {
      issuer: url,
      audience,
      jwksUrl: `${url}/jwks`,
      rolesClaim: 'realm_access.roles',
    };
    await using all = await guardBench({ oauth });
    const roleOf = async (claims: object) => {
      const token = bearer(await issuer.forged({ roles: ['admin'], ...claims }));
      const { caller, refusal } = await all.guard.decide(from('::1', token), 'viewer');
      return caller?.role ?? refusal?.code;
    };
    assert.equal(await roleOf({ realm_access: { roles: ['viewer', 'operator'] } }), 'operator');
    assert.equal(await roleOf({ 'realm_access.roles': 'stellwerk:viewer other' }), 'viewer');
    assert.equal(await roleOf({}), 'PERMISSION_DENIED');
    assert.equal(await roleOf({ realm_access: { roles: ['administrator'] } }), 'PERMISSION_DENIED');
    assert.equal(await roleOf({ sub: undefined }), 'UNAUTHENTICATED');
    assert.equal(await roleOf({ exp: undefined }), 'UNAUTHENTICATED');
  });

  test('refuses keys where the configuration disables them', async () => {
    await using all = await guardBench({ apiKeys: false });
    const wish = { name: 'a', role: 'admin', streams: null, expiresAtMs: null } as const;
    const key = bearer((await all.keys.create(wish)).secret);
    const { refusal } = await all.guard.decide(from('::1', key), 'viewer');
    assert.equal(refusal?.code, 'UNAUTHENTICATED');
  });

  test('admits IPv6 networks by their prefix, and counts each /64 network as one caller', async () => {
    const limits = { perIdentity: 10, perAddress: 2 };
    await using all = await guardBench({ allow: ['2001:db8::/32'], limits });
    const code = async (address: string) =>
      (await all.guard.decide(from(address), null)).refusal?.code ?? 'in';
    assert.equal(await code('2001:db9::1'), 'ADDRESS_DENIED');
    assert.equal(await code('192.0.2.1'), 'ADDRESS_DENIED');
    assert.deepEqual(
      [await code('2001:db8::1'), await code('2001:db8::2'), await code('2001:db8::3')],
      ['in', 'in', 'RATE_LIMITED'],
    );
    assert.equal(await code('2001:db8:0:1::1'), 'in');
  });
});
