import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import type { Credentials } from '../../src/web/sessions.ts';
import { Sessions } from '../../src/web/sessions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

suite('A session of a browser', () => {
  test('ends two hours after its last use, and after twelve hours at the latest', () => {
    const { sessions, clock } = open();
    const cookie = begin(sessions, { authorization: 'Bearer key' });
    for (clock.nowMs = HOUR; clock.nowMs < 12 * HOUR; clock.nowMs += HOUR) {
      assert.equal(sessions.authorizationOf(cookie), 'Bearer key');
    }
    assert.equal(sessions.authorizationOf(cookie), null);
    const other = begin(sessions, { authorization: 'Bearer key' });
    clock.nowMs += 2 * HOUR;
    assert.equal(sessions.authorizationOf(other), null);
  });

  test('has a Secure cookie if the hub, or a proxy in front of it, serves TLS', () => {
    const key = { authorization: 'Bearer key' };
    assert.match(new Sessions({ secure: true }).begin(key), /; Secure/);
    assert.match(new Sessions({ secure: false }).begin(key, { secure: true }), /; Secure/);
    assert.doesNotMatch(new Sessions({ secure: false }).begin(key), /; Secure/);
  });

  test('over TLS is not taken from a cookie that another host of the domain can set', () => {
    const sessions = new Sessions({ secure: true });
    const own = begin(sessions, { authorization: 'Bearer own' });
    const others = begin(sessions, { authorization: 'Bearer others' });
    const planted = others.replace('__Host-', '');
    assert.notEqual(planted, others);
    assert.equal(sessions.authorizationOf(planted), null);
    assert.equal(sessions.authorizationOf(`${planted}; ${own}`), 'Bearer own');
    assert.match(sessions.end(own).setCookie, /^__Host-.*; Max-Age=0;.*; Secure/);
    assert.equal(sessions.authorizationOf(own), null);
  });

  test('ends when the credentials of its owner expire', () => {
    const { sessions, clock } = open();
    const token = { authorization: 'Bearer token', expiresAtMs: 90_500 };
    assert.match(sessions.begin(token), /Max-Age=90;/);
    const cookie = begin(sessions, token);
    clock.nowMs = 90_499;
    assert.equal(sessions.authorizationOf(cookie), 'Bearer token');
    clock.nowMs = 90_500;
    assert.equal(sessions.authorizationOf(cookie), null);
  });

  test('outlives its first credentials if they are renewed, but never lasts longer than twelve hours', async () => {
    const { sessions, clock } = open();
    const issuer = new FiveMinutes(clock);
    const cookie = begin(sessions, issuer.credentials());
    const shown = new Set<string | null>();
    for (; clock.nowMs < 12 * HOUR; clock.nowMs += 4 * MINUTE) {
      await sessions.keepFresh(cookie);
      shown.add(sessions.authorizationOf(cookie));
    }
    assert.ok(!shown.has(null));
    assert.equal(shown.size, issuer.given);
    await sessions.keepFresh(cookie);
    assert.equal(sessions.authorizationOf(cookie), null);
  });

  test('renews its credentials shortly before they expire, once for all calls that come meanwhile', async () => {
    const { sessions, clock } = open();
    const issuer = new FiveMinutes(clock);
    const cookie = begin(sessions, issuer.credentials());
    clock.nowMs = 4 * MINUTE;
    await sessions.keepFresh(cookie);
    assert.equal(issuer.given, 1, 'there is still time');
    clock.nowMs = 5 * MINUTE - 1;
    await Promise.all([1, 2, 3].map(() => sessions.keepFresh(cookie)));
    assert.equal(issuer.given, 2);
    assert.equal(sessions.authorizationOf(cookie), 'Bearer 2');
  });

  test('ends when its credentials expire if the issuer refuses to renew them', async () => {
    const { sessions, clock } = open();
    const issuer = new FiveMinutes(clock);
    const cookie = begin(sessions, issuer.credentials());
    issuer.failure = new Failure('SIGN_IN_REFUSED', { message: 'He left the company' });
    clock.nowMs = 5 * MINUTE - 1;
    await sessions.keepFresh(cookie);
    assert.equal(sessions.authorizationOf(cookie), 'Bearer 1');
    issuer.failure = null;
    clock.nowMs = 5 * MINUTE;
    await sessions.keepFresh(cookie);
    assert.equal(sessions.authorizationOf(cookie), null);
    assert.equal(issuer.asked, 1, 'a refusal is final');
  });

  test('continues when an unreachable issuer is back, and does not ask the issuer at every call', async () => {
    const { sessions, clock } = open();
    const issuer = new FiveMinutes(clock);
    const cookie = begin(sessions, issuer.credentials());
    issuer.failure = new Failure('ISSUER_UNAVAILABLE', { message: 'Nobody answers' });
    clock.nowMs = 5 * MINUTE;
    for (let call = 0; call < 10; call++) await sessions.keepFresh(cookie);
    assert.equal(issuer.asked, 1);
    assert.equal(sessions.authorizationOf(cookie), 'Bearer 1', 'expired, which the guard reports');
    issuer.failure = null;
    clock.nowMs += 5_000;
    await sessions.keepFresh(cookie);
    assert.equal(sessions.authorizationOf(cookie), 'Bearer 2');
  });
});

interface Clock {
  nowMs: number;
}

function open() {
  const clock: Clock = { nowMs: 0 };
  return { clock, sessions: new Sessions({ secure: false, now: () => clock.nowMs }) };
}

/** @returns the cookie as the browser sends it */
function begin(sessions: Sessions, credentials: Credentials): string {
  return sessions.begin(credentials).split(';')[0] ?? '';
}

/** Gives numbered tokens that live for five minutes. */
class FiveMinutes {
  readonly #clock: Clock;
  given = 0;
  asked = 0;
  failure: Failure | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  credentials(): Credentials {
    return {
      authorization: `Bearer ${++this.given}`,
      expiresAtMs: this.#clock.nowMs + 5 * MINUTE,
      renew: () => {
        this.asked++;
        return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.credentials());
      },
    };
  }
}
