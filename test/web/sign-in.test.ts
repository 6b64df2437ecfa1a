import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, suite, test } from 'node:test';
import type { JWTPayload } from 'jose';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import type { MadeTokens } from '../access/oidc-people.ts';
import { SignedIn, signIn } from './dashboard-support.ts';
import type { SignInHub } from './sign-in-hub.ts';
import { startSignInHub } from './sign-in-hub.ts';
import { refusalOf, signInAt, Visitor } from './visitor.ts';

const pause = ['StreamService/PauseStream', { name: 'products' }] as const;

suite('Signing in with OpenID Connect', () => {
  let at: SignInHub;
  before(async () => (at = await startSignInHub('a-secret-of-the-hub')));
  after(() => at[Symbol.asyncDispose]());
  afterEach(() => {
    at.desk.instead = null;
    at.issuer.isDown = false;
  });

  const newest = async () => {
    const [entry] = await at.noted();
    return [entry?.who, entry?.by, entry?.method, entry?.outcome, entry?.code];
  };
  /** Visits a callback that must be refused. Returns the refusal. */
  const refused = async (visitor: Visitor, callback: string) => {
    const answer = await visitor.visit(callback);
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${at.url}/`]);
    assert.ok(!visitor.cookieOf(at.url).includes('stellwerk-session'));
    return refusalOf(visitor, at.url);
  };

  test('lets in a person whom the issuer knows, and names this person in the audit log', async () => {
    const visitor = new Visitor();
    const answer = await visitor.visit(await signInAt(visitor, at.url, 'olga'));
    assert.equal(answer.headers.get('location'), `${at.url}/#/`);
    assert.deepEqual(await newest(), ['olga', 'oauth', 'Dashboard/SignIn', 'done', null]);
    const page = new SignedIn(at.url, visitor.cookieOf(at.url));
    assert.equal((await page.call(...pause)).status, 200);
    assert.deepEqual(await newest(), ['olga', 'oauth', pause[0], 'done', null]);
    assert.equal((await page.call('AuditService/ListAuditEntries', {})).status, 403);
  });

  test('begins the same kind of session as a key does, which lasts no longer than the token', async () => {
    const visitor = new Visitor();
    const answer = await visitor.visit(await signInAt(visitor, at.url, 'vera'));
    const cookie = answer.headers.getSetCookie().find((line) => line.includes('-session=')) ?? '';
    const [, seconds] = /=[\w-]{43}; Max-Age=(\d+); Path=\/; HttpOnly; SameSite=Strict$/.exec(
      cookie,
    ) ?? [cookie];
    assert.ok(Number(seconds) > 3_500 && Number(seconds) <= 3_600, cookie);
  });

  test('uses PKCE, state and nonce, with new values each time', async () => {
    const asked = async () => {
      const { headers } = await new Visitor().visit(`${at.url}/api/sign-in`);
      return new URL(headers.get('location') ?? '').searchParams;
    };
    const [one, other] = [await asked(), await asked()];
    assert.equal(one.get('code_challenge_method'), 'S256');
    assert.equal(one.get('scope'), 'openid');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      assert.match(one.get(name) ?? '', /^[\w-]{43}$/);
      assert.notEqual(one.get(name), other.get(name));
    }
  });

  test('refuses any state but the one it issued, and records that in the audit log', async () => {
    const visitor = new Visitor();
    const callback = new URL(await signInAt(visitor, at.url, 'olga'));
    callback.searchParams.set('state', 'x'.repeat(43));
    const { status, code } = await refused(visitor, callback.href);
    assert.deepEqual([status, code], [401, 'SIGN_IN_REFUSED']);
    const who = ['anonymous', null, 'Dashboard/SignIn', 'denied', 'SIGN_IN_REFUSED'];
    assert.deepEqual(await newest(), who);
  });

  test('refuses a sign-in that another browser began, even if this browser has begun one of its own', async () => {
    const attacker = new Visitor();
    const callback = await signInAt(attacker, at.url, 'olga');
    const { detail } = await refused(new Visitor(), callback);
    assert.match(detail, /This browser did not begin a sign-in/);
    const victim = new Visitor();
    await signInAt(victim, at.url, 'vera');
    assert.equal((await refused(victim, callback)).code, 'SIGN_IN_REFUSED');
  });

  test('accepts a code once, even from a browser that kept the cookies of its sign-in', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    const thief = visitor.clone();
    await visitor.visit(callback);
    assert.match((await refused(thief, callback)).detail, /invalid_grant/);
    const again = await visitor.visit(callback);
    assert.equal(again.headers.get('location'), `${at.url}/`, 'the ticket is gone');
  });

  /** Begins a sign-in, and lets the provider issue one token with other claims, signed with its own key. */
  const withClaims = async (kind: keyof MadeTokens, claims: JWTPayload) => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    at.desk.instead = async (made) => ({
      [kind]: await at.issuer.forged({ ...decodeJwt(made[kind]), ...claims }),
    });
    return { visitor, callback };
  };

  test('refuses an ID token that has expired, or is not of this sign-in, from this issuer and for this hub', async () => {
    const same = await withClaims('id_token', {});
    const { headers } = await same.visitor.visit(same.callback);
    assert.equal(headers.get('location'), `${at.url}/#/`, 'as the provider made it');
    for (const claims of [
      { nonce: 'n'.repeat(43) },
      { nonce: undefined },
      { iss: 'https://other.example' },
      { aud: 'other-client' },
      { exp: 1 },
    ]) {
      const { visitor, callback } = await withClaims('id_token', claims);
      const { code, detail } = await refused(visitor, callback);
      assert.equal(code, 'SIGN_IN_REFUSED', JSON.stringify(claims));
      assert.match(detail, /does not belong to the sign-in that this browser began/);
    }
  });

  test('refuses an ID token that somebody else signed', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    const { privateKey } = await generateKeyPair('ES256');
    at.desk.instead = async ({ id_token }) => ({
      id_token: await new SignJWT(decodeJwt(id_token))
        .setProtectedHeader({ alg: 'ES256', kid: 'test-key' })
        .sign(privateKey),
    });
    assert.equal((await refused(visitor, callback)).code, 'SIGN_IN_REFUSED');
  });

  test('refuses an access token that the hub would also refuse from a program, or that is of another person', async () => {
    for (const [claims, code, reason] of [
      [{ aud: 'https://other.example' }, 'UNAUTHENTICATED', /"aud"/],
      [{ iss: 'https://other.example' }, 'UNAUTHENTICATED', /"iss"/],
      [{ exp: 1 }, 'UNAUTHENTICATED', /has expired/],
      [{ sub: 'vera' }, 'SIGN_IN_REFUSED', /a different user than the one who signed in/],
    ] as const) {
      const { visitor, callback } = await withClaims('access_token', claims);
      const refusal = await refused(visitor, callback);
      assert.equal(refusal.code, code);
      assert.match(refusal.detail, reason);
    }
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    at.desk.instead = async () => ({ access_token: 'opaque' });
    assert.match((await refused(visitor, callback)).detail, /not a JWT.*signIn/);
  });

  test('tells a person without a role so, with 403, and records that in the audit log', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'nora');
    const { status, detail } = await refused(visitor, callback);
    assert.equal(status, 403);
    assert.match(detail, /This caller has no role.*Ask an admin/);
    const denied = ['nora', 'oauth', 'AccessService/WhoAmI', 'denied', 'PERMISSION_DENIED'];
    assert.deepEqual(await newest(), denied);
    assert.equal((await refusalOf(visitor, at.url)).status, 204, 'it is reported only once');
  });

  test('reports that the sign-in was refused at the issuer', async () => {
    const visitor = new Visitor();
    const { detail } = await refused(visitor, await signInAt(visitor, at.url, ''));
    assert.match(detail, /refused the sign-in \(access_denied\)/);
  });

  test('continues on the page where it began, and only on the dashboard’s own pages', async () => {
    const places = [
      ['/lane/products%2Fshop', '/lane/products%2Fshop'],
      ['https://evil.example', '/'],
      ['//evil.example', '//evil.example'],
      ['\\\\evil.example', '/'],
      ['/\r\nset-cookie: x=y', '/'],
      [`/${'x'.repeat(5_000)}`, '/'],
    ] as const;
    for (const [to, place] of places) {
      const visitor = new Visitor();
      const query = `?to=${encodeURIComponent(to)}`;
      const answer = await visitor.visit(await signInAt(visitor, at.url, 'vera', query));
      assert.equal(answer.headers.get('location'), `${at.url}/#${place}`);
    }
  });

  test('reports that the issuer is away, and API keys can be used meanwhile', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    at.issuer.isDown = true;
    const { status, detail } = await refused(visitor, callback);
    assert.equal(status, 503);
    assert.match(detail, /cannot be reached/);
    const key = await readFile(path.join(at.scope.dir, 'admin.secret'), 'utf8');
    assert.equal((await signIn(at.url, key)).status, 200);
    at.issuer.isDown = false;
    const again = await visitor.visit(await signInAt(visitor, at.url, 'olga'));
    assert.equal(again.headers.get('location'), `${at.url}/#/`);
  });

  test('keeps no state of sign-ins that never finish, so none can displace another', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'olga');
    const begin = () => fetch(`${at.url}/api/sign-in`, { redirect: 'manual' });
    for (let round = 0; round < 11; round++) await Promise.all(Array.from({ length: 100 }, begin));
    const answer = await visitor.visit(callback);
    assert.equal(answer.headers.get('location'), `${at.url}/#/`);
  });

  test('ends the session at sign-out, and says where to sign out of the issuer', async () => {
    const visitor = new Visitor();
    await visitor.visit(await signInAt(visitor, at.url, 'olga'));
    const headers = { cookie: visitor.cookieOf(at.url), 'x-stellwerk-page': '1' };
    const end = await fetch(`${at.url}/api/session`, { method: 'DELETE', headers });
    const { signOutUrl } = (await end.json()) as { signOutUrl: string };
    const { origin, searchParams } = new URL(signOutUrl);
    assert.equal(origin, at.issuer.issuer);
    assert.deepEqual(Object.fromEntries(searchParams), {
      client_id: 'hub-pages',
      post_logout_redirect_uri: `${at.url}/`,
    });
    const page = new SignedIn(at.url, headers.cookie);
    assert.equal((await page.call('LaneService/ListLanes', {})).status, 401);
  });

  test('puts neither codes nor tokens into addresses, pages or the audit log', async () => {
    const visitor = new Visitor();
    const callback = await signInAt(visitor, at.url, 'nora');
    const code = new URL(callback).searchParams.get('code') ?? '';
    const answer = await visitor.visit(callback);
    const told = JSON.stringify([
      [...answer.headers, await answer.text()],
      await refusalOf(visitor, at.url),
      await at.noted(),
    ]);
    assert.ok(code.length > 20 && !told.includes(code));
    assert.doesNotMatch(told, /eyJ[\w-]+\.eyJ/);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  });
});

test('a public client signs people in with PKCE alone', async () => {
  await using at = await startSignInHub(null);
  const visitor = new Visitor();
  const answer = await visitor.visit(await signInAt(visitor, at.url, 'vera'));
  assert.equal(answer.headers.get('location'), `${at.url}/#/`);
});
