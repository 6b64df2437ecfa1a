import { defineConnector, Failure } from '../../connector-api/index.ts';
import { HttpClient } from './client.ts';
import { HttpSource } from './source.ts';
import type { HttpSettings } from './spec.ts';
import { sourceOptions } from './source-spec.ts';
import { settings, targetOptions } from './spec.ts';
import { HttpTarget } from './target.ts';

/** Any system with an HTTP API that speaks JSON. */
export const http = defineConnector<HttpSettings>({
  kind: 'http',
  summary:
    'Any system with a JSON API over HTTP: reads lists page by page, writes with a request per record or per batch.',
  settings,
  sourceOptions,
  targetOptions,
  open(httpSettings) {
    const client = new HttpClient(httpSettings);
    return {
      async check(signal) {
        try {
          await client.send({ method: 'HEAD', path: '/' }, 'target', signal);
        } catch (error) {
          // The system is available and accepts the credentials; a refusal of this path says nothing about other paths.
          if (!(error instanceof Failure && error.details.status === 403)) throw error;
        }
      },
      source: (stream) =>
        new HttpSource(client.withPriority(stream.priority), stream, httpSettings.maxConcurrency),
      target: (lane) =>
        new HttpTarget(client.withPriority(lane.priority), lane, httpSettings.maxConcurrency),
      close: () => Promise.resolve(),
    };
  },
});
