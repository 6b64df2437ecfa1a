import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, linesOf, sound } from './support.ts';

const withHub = (hub: string) => `hub:\n${hub.replace(/^/gm, '  ')}\n${sound}`;

async function mistakesOf(hub: string): Promise<string> {
  return linesOf(await check({ yaml: withHub(hub) })).join('\n');
}

const TLS = 'tls: { cert: hub.crt, key: hub.key, clientCa: ca.crt }';

describe('access to the hub', () => {
  it('needs no TLS and no authentication by default', async () => {
    const { plan } = await check({ yaml: sound });
    assert.deepEqual([plan?.hub.tls, plan?.hub.access], [undefined, undefined]);
  });

  it('has defaults, and its file paths are relative to the configuration', async () => {
    const { plan, mistakes } = await check({ yaml: withHub(`${TLS}\naccess: {}`) });
    assert.deepEqual(mistakes, []);
    assert.equal(plan?.hub.tls?.cert, `${plan?.baseDir}/hub.crt`);
    assert.deepEqual(plan?.hub.access, {
      apiKeys: true,
      oauth: null,
      certificates: [],
      allow: [],
      trustedProxies: [],
      limits: { perIdentity: 6_000, perAddress: 12_000 },
    });
  });

  it('has a port for the control API and another for HTTP, unless free ones are taken', async () => {
    const both = (at: string) => `grpc: { address: "${at}" }\nhttp: { address: "${at}" }`;
    const mistakes = await mistakesOf(both('127.0.0.1:7443'));
    assert.match(
      mistakes,
      /:3:\d+ hub\.http\.address: The control API listens on 127.0.0.1:7443 too/,
    );
    assert.equal(await mistakesOf(both('127.0.0.1:0')), '');
  });

  it('is possible beyond loopback only with both TLS and authentication', async () => {
    const beyond = 'grpc: { address: "[::]:7443" }';
    assert.match(await mistakesOf(beyond), /:2:\d+ hub\.grpc\.address: .*TLS.*authentication/);
    assert.match(await mistakesOf(`${beyond}\n${TLS}`), /without authentication \(hub\.access\)/);
    assert.match(await mistakesOf(`${beyond}\naccess: {}`), /without TLS \(hub\.tls\)/);
    assert.equal(await mistakesOf(`${beyond}\n${TLS}\naccess: {}`), '');
  });

  it('must be possible for somebody, and certificates need an authority', async () => {
    assert.match(await mistakesOf('access: { apiKeys: false }'), /Nobody could call the hub/);
    const certificates = 'access: { certificates: [{ commonName: a, role: viewer }] }';
    assert.match(await mistakesOf(certificates), /need the authority.*hub\.tls\.clientCa/);
    assert.equal(await mistakesOf(`${TLS}\n${certificates}`), '');
    const required = 'tls: { cert: a, key: b, requireClientCert: true }';
    assert.match(await mistakesOf(required), /no authority is named\. Add `clientCa`/);
  });

  it('requires an issuer with https or on loopback', async () => {
    const oauth = (issuer: string) => `access: { oauth: { issuer: "${issuer}", audience: hub } }`;
    assert.match(await mistakesOf(oauth('http://id.example')), /hub\.access\.oauth\.issuer.*https/);
    assert.equal(await mistakesOf(oauth('https://id.example')), '');
    assert.equal(await mistakesOf(oauth('http://127.0.0.1:8080')), '');
  });

  it('is limited to valid networks', async () => {
    const found = await mistakesOf(
      'access: { allow: [10.0.0.0/8, 10.0.0/8], trustedProxies: [x] }',
    );
    assert.match(found, /hub\.access\.allow\.?\[?1\]?: `10\.0\.0\/8` is not a network/);
    assert.match(found, /`x` is not a network/);
  });
});
