import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, linesOf, sound } from './support.ts';

const withSignIn = (signIn: string, http = 'http: { publicUrl: "https://hub.example" }') => `
hub:
  ${http}
  access:
    oauth:
      issuer: https://id.example/realms/works
      audience: hub
      signIn: ${signIn}
${sound}`;

async function mistakesOf(...parts: Parameters<typeof withSignIn>): Promise<string> {
  return linesOf(await check({ yaml: withSignIn(...parts) })).join('\n');
}

describe('signing in at an issuer', () => {
  it('is not offered by default', async () => {
    assert.equal((await check({ yaml: sound })).plan?.hub.signIn, undefined);
  });

  it('has defaults, and is labelled with the issuer’s host', async () => {
    const { plan, mistakes } = await check({ yaml: withSignIn('{ clientId: pages }') });
    assert.deepEqual(mistakes, []);
    assert.deepEqual(plan?.hub.signIn, {
      issuer: 'https://id.example/realms/works',
      clientId: 'pages',
      clientSecret: null,
      scopes: [],
      resource: null,
      label: 'id.example',
      publicUrl: 'https://hub.example',
    });
  });

  it('never shows its secret, even one that is written in the file', async () => {
    const { plan } = await check({
      yaml: withSignIn('{ clientId: a, clientSecret: in-the-open }'),
    });
    assert.equal(plan?.hub.signIn?.clientSecret, 'in-the-open');
    assert.ok(!JSON.stringify(plan?.masked).includes('in-the-open'));
    assert.ok(plan?.secrets.includes('in-the-open'));
  });

  it('requires a client id and the address that browsers return to', async () => {
    assert.match(await mistakesOf('{}'), /hub\.access\.oauth\.signIn.*clientId/);
    const nowhere = await mistakesOf('{ clientId: pages }', 'http: {}');
    assert.match(nowhere, /signIn: The issuer must know where.*`hub\.http\.publicUrl`/);
  });

  it('requires a public URL with https or on loopback, without credentials or a query', async () => {
    const publicUrl = (url: string) =>
      mistakesOf('{ clientId: a }', `http: { publicUrl: "${url}" }`);
    assert.match(await publicUrl('http://hub.example'), /hub\.http\.publicUrl.*Without TLS/);
    assert.match(await publicUrl('hub.example'), /publicUrl: It is not a URL/);
    assert.match(await publicUrl('https://u:p@hub.example'), /must not have a query/);
    assert.match(await publicUrl('https://hub.example/?a=b'), /must not have a query/);
    assert.equal(await publicUrl('http://localhost:8080'), '');
    assert.equal(await publicUrl('https://hub.example/stellwerk/'), '');
  });
});
