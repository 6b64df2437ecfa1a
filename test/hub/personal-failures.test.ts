import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply } from '../support/http-system.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const MAIL = 'erika+muster@home.example';

const answers: readonly (readonly [string, (told: string) => Reply, RegExp])[] = [
  [
    'refuses the credentials',
    (told) => ({ status: 401, body: { message: `no access for ${told}` } }),
    /HTTP 401: no access for \*\*\*\)$/,
  ],
  [
    'is away',
    (told) => ({ status: 503, body: { message: `no server for ${told}` } }),
    /HTTP 503: no server for \*\*\*\)$/,
  ],
  [
    'names the address that it was called at',
    (told) => ({ status: 503, body: { path: `/customers?mail=${encodeURIComponent(told)}` } }),
    /HTTP 503: .*customers\?mail=\*\*\*[^e]*$/,
  ],
  [
    'is away, with a long answer that is cut within the value',
    (told) => ({ status: 503, body: { message: `${'x'.repeat(490)} ${told}` } }),
    /x \*\*\*…\)$/,
  ],
];

for (const [what, reply, expected] of answers) {
  test(`a system that ${what} and repeats personal values does not bring them into the status`, async () => {
    await using scope = await testScope();
    await using shop = await HttpSystem.start();
    shop.reply = ({ text }) => (text.includes(MAIL) ? reply(MAIL) : {});
    const file = await writeConfig(
      scope,
      `
connectors:
  crm: { kind: file, path: ./customers.jsonl }
  shop: { kind: http, url: "${shop.url}" }
streams:
  customers:
    from: { connector: crm, entity: customer, key: no, version: v }
    personal: [mail]
    to: [{ connector: shop, entity: customers, map: { no: no, contact: mail } }]
`,
      { 'customers.jsonl': `${JSON.stringify({ no: 'A', v: 1, mail: MAIL })}\n` },
    );
    await using hub = await startTestHub(scope, file);
    const errors = () =>
      [...hub.connectors(), ...hub.lanes()].flatMap(({ lastError }) => lastError ?? []);
    await until(hub, signal, () => errors().length > 0);
    for (const { message } of errors()) assert.match(message, expected);
  });
}
