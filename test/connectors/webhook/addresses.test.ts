import assert from 'node:assert/strict';
import type { lookup } from 'node:dns';
import { test } from 'node:test';
import { mayCall } from '../../../src/connectors/webhook/addresses.ts';
import { guardedFetch } from '../../../src/connectors/webhook/guarded-fetch.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { openWebhook, shown, signal, targetOf, verified } from './support.ts';

const refused = {
  'this machine': ['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::1', '::'],
  'private networks': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local, with the clouds’ metadata': ['169.254.169.254', '169.254.0.1', 'fe80::1'],
  'unique-local, with the clouds’ metadata': ['fc00::1', 'fd00:ec2::254', 'fdff::1'],
  'other metadata services': ['100.100.100.200', '168.63.129.16', '192.0.0.192'],
  'carrier NAT': ['100.64.0.1', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '198.18.0.1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1'],
  'IPv4 in IPv6 clothes': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', '::7f00:1'],
  'IPv4 through gateways': ['64:ff9b::7f00:1', '2002:7f00:1::', '2001::7f00:1', '64:ff9b:1::1'],
  'former site-local': ['fec0::1'],
  'no addresses': ['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.2.3.4.5'],
};
const allowed = ['1.1.1.1', '9.255.255.255', '172.32.0.1', '100.128.0.1', '2606:4700::1111'];

for (const [what, addresses] of Object.entries(refused)) {
  test(`no webhook goes to ${what}`, () => {
    assert.deepEqual(
      addresses.filter((address) => mayCall(address, false)),
      [],
    );
  });
}

test('webhooks go to public addresses, and to private networks only if `allowPrivate` allows them', () => {
  for (const address of allowed) assert.ok(mayCall(address, false), address);
  const networks = ['10.20.0.0/16', 'fd12::/32'];
  for (const address of ['10.20.3.4', '::ffff:10.20.3.4', 'fd12::9', '1.1.1.1'])
    assert.ok(mayCall(address, networks), address);
  for (const address of ['10.21.0.1', '127.0.0.1', 'fd13::1'])
    assert.ok(!mayCall(address, networks), address);
  assert.ok(mayCall('127.0.0.1', true));
});

test('no spelling of an address in the URL bypasses the check', async () => {
  await using system = await HttpSystem.start();
  const { port } = new URL(system.url);
  const hosts = ['127.0.0.1', '127.1', '0x7f.1', '2130706433', '017700000001', 'localhost'];
  for (const host of [...hosts, 'LOCALHOST.', '[::ffff:127.0.0.1]', '①②⑦.0.0.1', '0']) {
    const url = `http://${host}:${port}/`;
    const target = targetOf(url, {}, { allowPrivate: false });
    await assert.rejects(target.deliver([delivery('a', 1)], signal), (error: Error) => {
      // A name that does not resolve here is harmless, too.
      assert.match(error.message, /not a public address|ENOTFOUND|EAI_AGAIN/, host);
      return true;
    });
  }
  await assert.rejects(openWebhook(system.url, { allowPrivate: false }).check(signal), {
    code: 'TARGET_MISCONFIGURED',
  });
  assert.equal(system.seen.length, 0);
});

test('a name is checked again for each connection, since it may resolve elsewhere a moment later (DNS rebinding)', async () => {
  await using system = await HttpSystem.start();
  const { port } = new URL(system.url);
  const answers = [['127.0.0.1'], ['10.0.0.1', '127.0.0.2']];
  const resolve = ((_: string, __: object, done: (...given: unknown[]) => void) =>
    done(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    )) as unknown as typeof lookup;
  const guarded = guardedFetch({
    allowPrivate: ['127.0.0.1/32'],
    redirects: 0,
    ownHeaders: new Set(),
    lookup: resolve,
  });
  const request = {
    method: 'POST',
    redirect: 'manual',
    headers: { connection: 'close' },
    signal,
  } as const;
  const url = new URL(`http://partner.example:${port}/`);
  try {
    assert.equal((await guarded.fetch(url, request)).status, 200);
    system.reply = () => assert.fail('the address was called');
    await assert.rejects(guarded.fetch(url, request), (error: Error) => {
      assert.match(String(error.cause), /10\.0\.0\.1, 127\.0\.0\.2, which is not a public address/);
      return true;
    });
  } finally {
    await guarded.close();
  }
});

test('a redirect is followed only if configured, and never to an address that may not be called', async () => {
  await using inner = await HttpSystem.start();
  await using system = await HttpSystem.start();
  const { port } = new URL(inner.url);
  const to = (location: string, status = 307) => {
    system.reply = () => ({ status, headers: { location } });
  };
  to(`${inner.url}/metadata`);
  const one = [delivery('a', 1)];
  await assert.rejects(targetOf(system.url).deliver(one, signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /redirect that is not followed/,
  });
  for (const host of ['127.0.0.2', '[::1]', '169.254.169.254']) {
    to(`http://${host}:${port}/`);
    const target = targetOf(system.url, {}, { redirects: 3, allowPrivate: ['127.0.0.1/32'] });
    await assert.rejects(target.deliver(one, signal), { code: 'TARGET_MISCONFIGURED' }, host);
  }
  to(`${inner.url}/metadata`, 302);
  await assert.rejects(targetOf(system.url, {}, { redirects: 3 }).deliver(one, signal), {
    code: 'TARGET_MISCONFIGURED',
  });
  assert.equal(inner.seen.length, 0);
});

test('a followed redirect carries the signed event, but not the configured headers', async () => {
  await using inner = await HttpSystem.start();
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 308, headers: { location: `${inner.url}/moved` } });
  const headers = { 'X-Api-Key': 'for the first alone' };
  const target = targetOf(system.url, {}, { redirects: 1, headers });
  assert.deepEqual(shown(await target.deliver([delivery('a', 1)], signal)), ['applied a']);
  assert.equal(system.seen[0]?.headers['x-api-key'], 'for the first alone');
  assert.equal(inner.seen[0]?.headers['x-api-key'], undefined);
  assert.deepEqual(verified(inner.seen[0]), { name: 'a v1' });
  inner.reply = () => ({ status: 307, headers: { location: `${system.url}/` } });
  await assert.rejects(target.deliver([delivery('a', 1)], signal), {
    code: 'TARGET_MISCONFIGURED',
  });
});
