import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { SignedIn } from './dashboard-support.ts';
import type { SignInHub } from './sign-in-hub.ts';
import { startSignInHub } from './sign-in-hub.ts';
import { signInAt, Visitor } from './visitor.ts';

/** How long a token lives: less than the time before expiry at which the hub renews, so each call gets a new token. */
const EVERY_S = 20;
const pause = ['StreamService/PauseStream', { name: 'products' }] as const;

suite('A session by OpenID Connect whose tokens live for seconds', () => {
  let at: SignInHub;
  /** The roles of people. Tests may change them; `afterEach` resets them. */
  let people: Record<string, string>;
  before(async () => {
    at = await startSignInHub('a-secret-of-the-hub', { everyS: EVERY_S });
    people = at.desk.people;
  });
  after(() => at[Symbol.asyncDispose]());
  afterEach(() => {
    Object.assign(people, { olga: 'operator' });
    at.issuer.isDown = false;
    at.desk.instead = null;
  });

  const signedIn = async () => {
    const visitor = new Visitor();
    const answer = await visitor.visit(await signInAt(visitor, at.url, 'olga'));
    assert.equal(answer.headers.get('location'), `${at.url}/#/`);
    const page = new SignedIn(at.url, visitor.cookieOf(at.url));
    return { cookies: answer.headers.getSetCookie(), page };
  };

  test('lasts as long as any other, with a new token of the same person at each call', async () => {
    const given = new Set<string>();
    at.desk.instead = async ({ access_token }) => {
      given.add(access_token);
      return {};
    };
    const { cookies, page } = await signedIn();
    assert.match(cookies.find((line) => line.includes('-session=')) ?? '', /; Max-Age=43200;/);
    for (const _call of [1, 2, 3]) assert.equal((await page.call(...pause)).status, 200);
    assert.equal(given.size, 4);
    const [entry] = await at.noted();
    assert.deepEqual([entry?.who, entry?.by], ['olga', 'oauth']);
  });

  test('follows the roles that the issuer gives, without another sign-in', async () => {
    const { page } = await signedIn();
    people.olga = 'viewer';
    assert.equal((await page.call(...pause)).status, 403);
    people.olga = 'operator';
    assert.equal((await page.call(...pause)).status, 200);
  });

  test('continues with the token that it has while the issuer is away', async () => {
    const { page } = await signedIn();
    at.issuer.isDown = true;
    assert.equal((await page.call(...pause)).status, 200);
    at.issuer.isDown = false;
    assert.equal((await page.call(...pause)).status, 200);
  });

  test('accepts no token of another person', async () => {
    const { page } = await signedIn();
    at.desk.instead = async () => ({
      access_token: await at.issuer.forged({ sub: 'vera', roles: ['stellwerk:admin'] }),
    });
    assert.equal((await page.call(...pause)).status, 200, 'with the token that olga had');
    assert.equal((await page.call('AuditService/ListAuditEntries', {})).status, 403);
  });
});
