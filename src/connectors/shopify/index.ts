import { defineConnector } from '../../connector-api/index.ts';
import { HttpClient } from '../http/client.ts';
import type { HttpAuth } from '../http/spec.ts';
import { ShopApi } from './api.ts';
import { ShopifySource } from './source.ts';
import type { ShopifySettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { targetFor } from './target.ts';
import { throttledAsStatus } from './throttled.ts';

/** A Shopify shop, through its Admin API in GraphQL (shopify.dev/docs/api/admin-graphql). */
export const shopify = defineConnector<ShopifySettings>({
  kind: 'shopify',
  summary:
    'A Shopify shop, through its Admin API (GraphQL): reads orders, products and inventory levels by their time of change, writes products and inventory quantities.',
  settings,
  sourceOptions,
  targetOptions,
  open({ auth, apiVersion, ...http }) {
    const shop = http.url.replace(/\/+$/, '');
    const client = new HttpClient(
      { ...http, url: `${shop}/admin/api/${apiVersion}`, auth: authFor(auth, shop) },
      { translate: throttledAsStatus },
    );
    const api = new ShopApi(client, apiVersion);
    return {
      async check(signal) {
        await api.ask({ query: 'query Check { shop { id } }', variables: {} }, 'target', signal);
      },
      source: (stream) => new ShopifySource(api.withPriority(stream.priority), stream),
      target: (lane) => targetFor(api.withPriority(lane.priority), lane, http.maxConcurrency),
      close: () => Promise.resolve(),
    };
  },
});

function authFor(auth: ShopifySettings['auth'], shop: string): HttpAuth {
  const header = 'x-shopify-access-token';
  if (auth.kind === 'token') return { kind: 'apiKey', header, key: auth.token };
  const { clientId, clientSecret } = auth;
  const tokenUrl = `${shop}/admin/oauth/access_token`;
  return { kind: 'oauth2', credentials: 'body', tokenUrl, clientId, clientSecret, header };
}
