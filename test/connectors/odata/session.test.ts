import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from '../../support/read-all.ts';
import { delivery } from '../postgres/support.ts';
import { Erp } from './erp.ts';
import { openOData, signal, sourceOf } from './support.ts';

const auth = {
  kind: 'session',
  body: { CompanyDB: 'SBODEMODE', UserName: 'hub', Password: 'b1-secret' },
};

/** Lets in whoever has logged in, by the cookies of SAP Business One. */
function guard(erp: Erp) {
  const sessions = new Set<string>();
  let logins = 0;
  erp.misbehave = ({ path, headers, body }) => {
    if (path.endsWith('/Login')) {
      const { UserName, Password } = body as Record<string, string>;
      if (Password !== auth.body.Password) {
        const value = `Fail to log in ${UserName} with ${Password}`;
        return {
          status: 401,
          body: { error: { code: '-304', message: { lang: 'en-us', value } } },
        };
      }
      const session = `session-${++logins}`;
      sessions.add(session);
      const cookies = [`B1SESSION=${session};HttpOnly;SameSite=None`, 'ROUTEID=.node2; path=/'];
      return {
        body: { SessionId: session, SessionTimeout: 30 },
        headers: { 'set-cookie': cookies } as never,
      };
    }
    const [, session = ''] = /B1SESSION=([^;]*); ROUTEID=\.node2/.exec(headers.cookie ?? '') ?? [];
    if (path.endsWith('/Logout')) sessions.delete(session);
    return sessions.has(session) ? null : { status: 401, body: { error: { code: '301' } } };
  };
  return { sessions, count: () => logins };
}

test('one login serves all streams and lanes, both cookies are sent, and the end logs out', async () => {
  await using erp = await Erp.start();
  erp.put('items', { id: 'a', number: 'A' });
  const { sessions, count } = guard(erp);
  const connector = openOData(erp, { auth });
  await connector.check(signal);
  const from = {
    entity: 'items',
    key: 'number',
    version: null,
    deleted: null,
    overlapMs: 0,
    options: {},
  };
  const target = connector.target?.({
    entity: 'items',
    lane: 'l',
    options: { alternateKey: 'number' },
  });
  const source = connector.source?.(from);
  assert.ok(source && target);
  const document = { number: 'B', displayName: 'B' };
  await Promise.all([readAll(source), target.deliver([delivery('B', 1, { document })], signal)]);
  assert.equal(count(), 1);
  assert.equal(sessions.size, 1);
  await connector.close();
  assert.equal(sessions.size, 0);
});

test('a session that has ended is followed by a new one, once for all requests that met its end', async () => {
  await using erp = await Erp.start();
  for (const number of ['A', 'B']) erp.put('items', { id: number, number });
  const { sessions, count } = guard(erp);
  const connector = openOData(erp, { auth });
  const source = connector.source?.({
    ...{ entity: 'items', key: 'number', version: null, deleted: null, overlapMs: 0, options: {} },
  });
  assert.ok(source);
  await readAll(source);
  sessions.clear();
  const runs = await Promise.all([1, 2, 3].map(() => readAll(source)));
  assert.deepEqual(
    runs.map(({ keys }) => keys),
    [1, 2, 3].map(() => ['A', 'B']),
  );
  assert.equal(count(), 2);
  await connector.close();
});

test('a refused login says why and does not repeat the password; a service that is away is waited for', async () => {
  await using erp = await Erp.start();
  guard(erp);
  const wrong = { ...auth, body: { ...auth.body, Password: 'wrong-secret' } };
  const source = sourceOf(erp, {}, { auth: wrong });
  await assert.rejects(readAll(source), (error: Error & { code: string }) => {
    assert.equal(error.code, 'SOURCE_REFUSED');
    assert.match(error.message, /POST Login was answered 401: Fail to log in/);
    assert.doesNotMatch(error.message, /wrong-secret/);
    return true;
  });
  erp.misbehave = () => ({ status: 503 });
  await assert.rejects(openOData(erp, { auth }).check(signal), { code: 'TARGET_UNAVAILABLE' });
});
