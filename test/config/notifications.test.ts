import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertKinds } from '../../src/domain/index.ts';
import { check, linesOf, sound } from './support.ts';

const SECRET = `whsec_${Buffer.from('a key of the test, 24 bytes long').toString('base64')}`;
const withHub = (hub: string) => `hub:\n${hub.replace(/^/gm, '  ')}\n${sound}`;

async function mistakesOf(hub: string): Promise<string> {
  return linesOf(await check({ yaml: withHub(hub) })).join('\n');
}

describe('notifications and telemetry', () => {
  it('are off by default', async () => {
    const { plan } = await check({ yaml: sound });
    assert.deepEqual([plan?.hub.telemetry, plan?.hub.notifications], [undefined, []]);
  });

  it('have defaults, and show no secret', async () => {
    const hub = [
      'telemetry: { otlp: "http://127.0.0.1:4318", headers: { authorization: geheim1 } }',
      `notifications:`,
      `  - { kind: webhook, url: "https://chat.example/hooks/geheim2", secret: "${SECRET}" }`,
      '  - kind: mail',
      '    smtp: smtp://hub:geheim3@mail.example:587',
      '    from: hub@shop.example',
      '    to: [ops@shop.example]',
      '    on: [backlog]',
      '    after: 5m',
    ].join('\n');
    const { plan, mistakes, masked } = await check({ yaml: withHub(hub) });
    assert.deepEqual(mistakes, []);
    const { telemetry, notifications = [] } = plan?.hub ?? {};
    assert.equal(telemetry?.sample, 0.01);
    const [webhook, mail] = notifications;
    assert.deepEqual([...(webhook?.on ?? [])], alertKinds);
    assert.deepEqual([webhook?.afterMs, webhook?.repeatMs], [120_000, 14_400_000]);
    assert.deepEqual([mail?.afterMs, ...(mail?.on ?? [])], [300_000, 'backlog']);
    assert.match(webhook?.name ?? '', /^webhook-[0-9a-f]{12}$/);
    assert.doesNotMatch(JSON.stringify(masked), /geheim|whsec/);
    for (const secret of ['geheim1', 'geheim3', SECRET]) {
      assert.ok(plan?.secrets.includes(secret), secret);
    }
  });

  it('report every mistake at once', async () => {
    const hub = [
      'telemetry: { otlp: "collector:4318", sample: 2 }',
      'notifications:',
      '  - { kind: webhook, url: "https://a.example" }',
      '  - { kind: webhook, url: "https://a.example", secret: short }',
      '  - { kind: mail, smtp: "smtp://m.example", from: a@b.example, to: [a@b.example], after: soon }',
      '  - { kind: pager }',
    ].join('\n');
    const told = await mistakesOf(hub);
    for (const mistake of [
      /hub\.telemetry\.otlp/,
      /hub\.telemetry\.sample/,
      /hub\.notifications\[0\].*A webhook needs `secret`/,
      /hub\.notifications\[1\]\.secret.*not a key of Standard Webhooks/,
      /hub\.notifications\[2\]\.after/,
      /hub\.notifications\[3\]\.kind/,
    ]) {
      assert.match(told, mistake);
    }
  });

  it('are identified by name, so two with the same name are a mistake', async () => {
    const one = `  - { kind: webhook, name: ops, url: "https://a.example", secret: "${SECRET}" }`;
    assert.match(await mistakesOf(['notifications:', one, one].join('\n')), /called `ops`/);
  });
});
