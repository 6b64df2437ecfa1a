import { createHmac } from 'node:crypto';

const SECRET = 'the secret of the bench';

/** Orders of about 300 bytes from a system that signs as Shopify does, into a table. */
export const configuration = `
connectors:
  shop:
    kind: push
    webhooks: { signature: { form: shopify, secret: ${SECRET} } }
  target: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  orders:
    from: { connector: shop, entity: order, key: id, webhook: true }
    semantics: event
    to:
      - { connector: target, entity: event, key: id, map: { id: id, sent_at: sent_at, total: total } }
`;

export interface Webhook {
  readonly id: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Creates a new webhook, signed now. */
export function makeWebhook(id: string): Webhook {
  const body = JSON.stringify({
    ...{ id, sent_at: Date.now(), total: '19.90', currency: 'EUR', note: 'x'.repeat(120) },
    customer: { name: 'Erika Mustermann', city: 'Köln' },
    lines: [
      { sku: 'A-1', quantity: 2 },
      { sku: 'B-7', quantity: 1 },
    ],
  });
  const signature = createHmac('sha256', SECRET).update(body).digest('base64');
  return {
    ...{ id, body },
    headers: {
      'content-type': 'application/json',
      'x-shopify-hmac-sha256': signature,
      'x-shopify-webhook-id': id,
      'x-shopify-topic': 'orders/create',
    },
  };
}
