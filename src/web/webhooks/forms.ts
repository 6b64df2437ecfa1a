import type { SignatureForm, SignatureSettings } from './settings.ts';

type Preset = Omit<SignatureSettings, 'form' | 'secrets'>;

const hmac: Preset = {
  header: 'x-signature',
  encoding: 'hex',
  algorithm: 'sha256',
  prefix: '',
  signed: 'body',
  id: null,
  timestamp: null,
  topic: null,
  toleranceMs: null,
};

/**
 * The known properties of each form. Shopify and Shopware send the time of the event, which stays the same when they repeat a
 * delivery for hours or days; so an old time is no reason to refuse one, unless `tolerance` says so.
 */
export const signatureForms: Readonly<Record<SignatureForm, Preset>> = {
  standard: {
    ...hmac,
    header: 'webhook-signature',
    encoding: 'base64',
    id: { header: 'webhook-id' },
    timestamp: { header: 'webhook-timestamp' },
    topic: { field: 'type' },
    // The library's own tolerance, in both directions.
    toleranceMs: 5 * 60_000,
  },
  shopify: {
    ...hmac,
    header: 'x-shopify-hmac-sha256',
    encoding: 'base64',
    id: { header: 'x-shopify-webhook-id' },
    timestamp: { header: 'x-shopify-triggered-at' },
    topic: { header: 'x-shopify-topic' },
  },
  shopware: {
    ...hmac,
    header: 'shopware-shop-signature',
    id: { field: 'source.eventId' },
    timestamp: { field: 'timestamp' },
    topic: { field: 'data.event' },
  },
  hmac,
  token: { ...hmac, header: 'x-webhook-token' },
};
