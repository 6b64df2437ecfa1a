import { defineConnector } from '../../connector-api/index.ts';
import { HttpClient } from '../http/client.ts';
import { readFailure } from '../http/failures.ts';
import { ShopwareSource } from './source.ts';
import type { ShopwareSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { ShopwareTarget } from './target.ts';

/** A Shopware 6 shop, through its Admin API (developer.shopware.com). */
export const shopware = defineConnector<ShopwareSettings>({
  kind: 'shopware',
  summary:
    'A Shopware 6 shop, through its Admin API: reads any entity by its time of change, writes with the Sync API, and moves orders, deliveries and payments from state to state.',
  settings,
  sourceOptions,
  targetOptions,
  open({ clientId, clientSecret, ...http }) {
    const tokenUrl = `${http.url.replace(/\/+$/, '')}/api/oauth/token`;
    const auth = { kind: 'oauth2', credentials: 'body', tokenUrl, clientId, clientSecret } as const;
    const client = new HttpClient({ ...http, auth });
    return {
      async check(signal) {
        const path = '/api/_info/version';
        const answer = await client.send({ method: 'GET', path }, 'target', signal);
        const failure = readFailure(answer, 'target', `GET ${path}`);
        if (failure) throw failure;
      },
      source: (stream) => new ShopwareSource(client.withPriority(stream.priority), stream),
      target: (lane) =>
        new ShopwareTarget(client.withPriority(lane.priority), lane, http.maxConcurrency),
      close: () => Promise.resolve(),
    };
  },
});
