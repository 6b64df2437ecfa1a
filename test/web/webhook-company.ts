import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { secrets } from './senders.ts';

const stream = (name: string, from: string) => `
  ${name}:
    from: { ${from} }
    semantics: event
    to: [{ connector: out, entity: ${name} }]`;

const config = `
connectors:
  out: { kind: file, path: ./out, format: jsonl }
  erp: { kind: postgres, url: "\${DATABASE_URL}", webhooks: { signature: { form: token, secret: ${secrets.token} } } }
  service: { kind: push, webhooks: { signature: { form: standard, secret: ${secrets.standard} }, maxBytes: 2kB } }
  shopify: { kind: push, webhooks: { signature: { form: shopify, secret: ${secrets.shopify} } } }
  shopware: { kind: push, webhooks: { signature: { form: shopware, secret: ${secrets.shopware} } } }
  own:
    kind: push
    webhooks:
      signature:
        form: hmac
        secret: [${secrets.hmac}, ${secrets.former}]
        header: X-Sign
        algorithm: sha512
        prefix: v1=
        signed: timestamp.body
        timestamp: { header: X-At }
        id: { header: X-Id }
  far: { kind: push, webhooks: { signature: { form: token, secret: ${secrets.token} }, allow: [192.0.2.0/24] } }
  slow: { kind: push, webhooks: { signature: { form: token, secret: ${secrets.token} }, perMinute: 2 } }
streams:${stream('service', 'connector: service, entity: thing, key: id, version: at, webhook: { record: data }')}${stream(
  'orders',
  'connector: shopify, entity: order, key: id, version: updated_at, webhook: { topics: [orders/create], deletes: [orders/delete] }',
)}${stream('shopware', 'connector: shopware, entity: product, key: id, webhook: { record: data.payload, topics: [product.written] }')}${stream(
  'own',
  'connector: own, entity: thing, key: id, version: at, webhook: { name: things }',
)}${stream('far', 'connector: far, entity: thing, key: id, webhook: true')}${stream(
  'slow',
  'connector: slow, entity: thing, key: id, webhook: true',
)}${stream('articles', 'connector: erp, entity: article, key: no, version: changed, webhook: { hint: article }')}
`;

export type Body = string | Buffer;

/** Opens a hub that accepts webhooks of every form. */
export async function openCompany() {
  const opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  await rowsOf(
    scope.databaseUrl,
    `create table article (no integer primary key, name text, changed timestamptz not null default now())`,
  );
  await mkdir(path.join(scope.dir, 'out'));
  const hub = opened.use(await startTestHub(scope, await writeConfig(scope, config)));
  return {
    ...{ scope, hub },
    async send(to: string, body: Body, headers: Record<string, string>) {
      const response = await fetch(`http://${hub.httpAddress}/webhooks/${to}`, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      return { status: response.status, answer };
    },
    statusOf: (name: string) => hub.streams().find((one) => one.name === name),
    refusedBy: (name: string) =>
      hub.connectors().find((one) => one.name === name)?.refusedWebhooks ?? 0,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

export type Company = Awaited<ReturnType<typeof openCompany>>;

export const thing = (id: string, at = 1) => JSON.stringify({ type: 'thing', data: { id, at } });
export const order = (id: number) => JSON.stringify({ id, updated_at: '2026-01-05T10:00:00Z' });
