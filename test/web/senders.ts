import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Secrets of the senders in the tests. */
export const secrets = {
  standard: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  shopify: 'hush-hush',
  shopware: 'shopsecret',
  hmac: 'a plain secret',
  former: 'the secret before',
  token: 'a token of some length',
} as const;

type Headers = Record<string, string>;
const json = { 'content-type': 'application/json' };

/** Signs as the Standard Webhooks library for senders does. */
export function standardHeaders(body: string, id: string, atMs = Date.now()): Headers {
  return {
    ...json,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(atMs / 1_000)),
    'webhook-signature': new Webhook(secrets.standard).sign(id, new Date(atMs), body),
  };
}

export function shopifyHeaders(body: string, id: string, topic = 'orders/create'): Headers {
  return {
    ...json,
    'x-shopify-hmac-sha256': createHmac('sha256', secrets.shopify).update(body).digest('base64'),
    'x-shopify-webhook-id': id,
    'x-shopify-topic': topic,
    'x-shopify-triggered-at': new Date().toISOString(),
  };
}

export function shopwareHeaders(body: string): Headers {
  const signature = createHmac('sha256', secrets.shopware).update(body).digest('hex');
  return { ...json, 'shopware-shop-signature': signature };
}

/** Signs in a custom form: with a prefix, a signed timestamp, and the id in a header. */
export function hmacHeaders(
  body: string | Buffer,
  id: string,
  { atMs = Date.now(), secret = String(secrets.hmac) } = {},
): Headers {
  const at = String(Math.floor(atMs / 1_000));
  const signature = createHmac('sha512', secret).update(`${at}.`).update(body).digest('hex');
  return { ...json, 'x-sign': `v1=${signature}`, 'x-at': at, 'x-id': id };
}
