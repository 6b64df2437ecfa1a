import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addressGroup,
  isCidr,
  Networks,
  originOf,
  plainAddress,
} from '../../src/access/addresses.ts';

test('accepts networks and addresses of IPv4 and IPv6, and nothing else', () => {
  const sound = ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1', '0.0.0.0/0', '::/0'];
  const wrong = [
    '10.0.0.0/33',
    '10.0.0',
    'example.org',
    '2001:db8::/129',
    '::1/',
    '1.2.3.4/8/9',
    '',
  ];
  assert.deepEqual([...sound, ...wrong].filter(isCidr), sound);
});

test('finds addresses in networks, also IPv4 addresses in their IPv6 form', () => {
  const networks = new Networks(['10.1.0.0/16', '2001:db8:7::/48']);
  const found = (text: string) => networks.has(plainAddress(text) ?? '');
  assert.ok(found('10.1.255.255') && found('::ffff:10.1.2.3') && found('2001:DB8:7:1::9'));
  assert.ok(!found('10.2.0.0') && !found('2001:db8:8::1') && !found('::1') && !found('unknown'));
});

test('trusts x-forwarded-for only from trusted proxies, and reads it from the right', () => {
  const trusted = new Networks(['10.0.0.0/8', 'fd00::/8']);
  const from = (peer: string, header: string | null) => originOf(peer, header, trusted);
  assert.equal(from('203.0.113.5', '192.0.2.1'), '203.0.113.5');
  assert.equal(from('10.0.0.1', null), '10.0.0.1');
  assert.equal(from('::ffff:10.0.0.1', '192.0.2.1'), '192.0.2.1');
  assert.equal(from('10.0.0.1', '127.0.0.1, 192.0.2.1'), '192.0.2.1');
  assert.equal(from('10.0.0.1', '192.0.2.1, 10.9.9.9'), '192.0.2.1');
  assert.equal(from('fd00::1', '[2001:db8::7]:443'), '2001:db8::7');
  assert.equal(from('10.0.0.1', 'secret, garbage'), '10.0.0.1');
});

test('no header changes the address of an untrusted peer', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), (peer, header) => {
      assert.equal(originOf(peer, header, new Networks([])), peer);
    }),
  );
});

test('counts an IPv6 /64 network as one address', () => {
  assert.equal(addressGroup('192.0.2.7'), '192.0.2.7');
  assert.equal(addressGroup('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(addressGroup('2001:db8:0:0:ffff::1'), '2001:db8:0:0::/64');
  assert.notEqual(addressGroup('2001:db8:0:1::1'), addressGroup('2001:db8::1'));
  assert.equal(addressGroup('::1'), '0:0:0:0::/64');
});

test('addresses of one IPv6 /64 network form one group, however they are written', () => {
  const part = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const parts = fc.array(part, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const address = [...one.slice(0, 4), ...other.slice(4)].join(':');
      const { hostname } = new URL(`http://[${address}]`);
      const short = plainAddress(hostname) ?? '';
      assert.equal(addressGroup(short), addressGroup(one.join(':')));
    }),
  );
});
