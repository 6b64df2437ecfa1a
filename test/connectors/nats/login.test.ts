import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createUser } from '@nats-io/nkeys';
import { makeAuthority, makeCertificate } from '../../../src/access/index.ts';
import { delivery } from '../postgres/support.ts';
import { ownServer } from './own-server.ts';
import { openNats, signal } from './support.ts';

const user = createUser();
const seed = new TextDecoder().decode(user.getSeed());
const authority = await makeAuthority();
const pair = await makeCertificate(authority, { commonName: 'nats', hosts: ['localhost'] });
const caller = await makeCertificate(authority, { commonName: 'hub', hosts: [] });
const server = await ownServer(
  `authorization { users: [
     { user: hub, password: "s3cret-word" }
     { nkey: ${user.getPublicKey()} }
     { user: shy, password: "s3cret-word", permissions: { publish: { allow: ["_INBOX.>"] }, subscribe: ">" } }
   ] }
   tls { cert_file: "DIR/server.crt", key_file: "DIR/server.key", ca_file: "DIR/ca.crt", verify: true }`,
  {
    'server.crt': pair.cert,
    'server.key': pair.key,
    'ca.crt': authority.cert,
    'hub.crt': caller.cert,
    'hub.key': caller.key,
  },
);
// TLS checks a host name: the certificate is for localhost, not for 127.0.0.1.
const address = `tls://${server.address.replace('127.0.0.1', 'localhost')}`;
after(() => server[Symbol.asyncDispose]());

const tls = {
  ca: `${server.dir}/ca.crt`,
  cert: `${server.dir}/hub.crt`,
  key: `${server.dir}/hub.key`,
  handshakeFirst: false,
};
const password = (name: string, word = 's3cret-word') => ({
  kind: 'password',
  user: name,
  password: word,
});

async function check(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const connector = openNats([address], settings);
  try {
    await connector.check(signal);
  } finally {
    await connector.close();
  }
}

test('a password or an NKey gives access, over TLS with a client certificate', async () => {
  await check({ tls, auth: password('hub') });
  await check({ tls, auth: { kind: 'nkey', seed } });
});

test('credentials that are refused are a misconfiguration, and do not appear in the message', async () => {
  for (const auth of [password('hub', 'wrong-s3cret'), { kind: 'none' }]) {
    await assert.rejects(check({ tls, auth }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'TARGET_MISCONFIGURED');
      assert.doesNotMatch(error.message, /s3cret/);
      return true;
    });
  }
});

test('the hub does not talk to a server whose certificate authority it does not trust', async () => {
  await assert.rejects(check({ tls: { handshakeFirst: false }, auth: password('hub') }), {
    code: 'TARGET_UNAVAILABLE',
  });
});

test('an account that may not publish is reported as a misconfiguration, with and without a stream', async () => {
  const connector = openNats([address], { tls, auth: password('shy') });
  try {
    for (const stream of ['ORDERS', false]) {
      const target = connector.target?.({
        entity: 'orders',
        lane: 'orders/events',
        options: { stream },
      });
      assert.ok(target);
      await assert.rejects(target.deliver([delivery('a', 1)], signal), {
        code: 'TARGET_MISCONFIGURED',
      });
    }
  } finally {
    await connector.close();
  }
});

test('a server that cannot be reached counts as unavailable: the lane waits and does not fail', async () => {
  const connector = openNats(['127.0.0.1:1'], { timeoutMs: 1_000 });
  await assert.rejects(connector.check(signal), { code: 'TARGET_UNAVAILABLE' });
  await connector.close();
});
