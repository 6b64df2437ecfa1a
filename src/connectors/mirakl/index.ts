import { defineConnector } from '../../connector-api/index.ts';
import { HttpClient } from '../http/client.ts';
import { readFailure } from '../http/failures.ts';
import { MarketApi } from './api.ts';
import { Pace } from './pace.ts';
import { OrderSource } from './source.ts';
import type { MiraklSettings } from './spec.ts';
import { settings } from './spec.ts';
import { targetFor } from './target.ts';

/** A marketplace that runs on Mirakl, seen by one of its sellers (developer.mirakl.com). */
export const mirakl = defineConnector<MiraklSettings>({
  kind: 'mirakl',
  summary:
    'A marketplace that runs on Mirakl, for a seller: reads `orders` by their time of change, accepts and ships them, and writes `offers` and `stock` as files.',
  settings,
  sourceOptions: {},
  targetOptions: {},
  open({ key, shopId, importEveryMs, askEveryMs, ...http }) {
    const auth = { kind: 'apiKey', header: 'authorization', key } as const;
    const api = new MarketApi(new HttpClient({ ...http, auth }), shopId);
    const timing = () => ({ pace: new Pace(importEveryMs), askEveryMs });
    const timings = { offers: timing(), stock: timing() };
    return {
      async check(signal) {
        const path = '/api/version';
        const answer = await api.send({ method: 'GET', path }, 'target', signal);
        const failure = readFailure(answer, 'target', `GET ${path}`);
        if (failure) throw failure;
      },
      source: (stream) => new OrderSource(api.withPriority(stream.priority), stream),
      target: (lane) =>
        targetFor(api.withPriority(lane.priority), lane, timings, http.maxConcurrency),
      close: () => Promise.resolve(),
    };
  },
});
