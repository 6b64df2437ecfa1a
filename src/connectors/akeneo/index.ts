import type { Json } from '../../connector-api/index.ts';
import { defineConnector, Failure, isJsonObject } from '../../connector-api/index.ts';
import { HttpClient } from '../http/client.ts';
import { refused } from '../http/failures.ts';
import { HttpSource } from '../http/source.ts';
import { ROOT, withoutLinks } from './api.ts';
import { entityNamed } from './entities.ts';
import { AkeneoSource } from './source.ts';
import type { AkeneoSettings } from './spec.ts';
import { MAX_ITEMS, settings, sourceOptions, targetOptions } from './spec.ts';
import { AkeneoTarget } from './target.ts';
import { tokenAuthorizer } from './token.ts';

const CHECKED = `${ROOT}/locales?limit=1`;

/** An Akeneo PIM from version 7.0 on, or its SaaS, through the REST API (api.akeneo.com). */
export const akeneo = defineConnector<AkeneoSettings>({
  kind: 'akeneo',
  summary:
    'An Akeneo PIM (7.0 or SaaS), through its REST API: reads products and product models by their time of change, and writes them; reads and writes categories, families, attributes and their options.',
  settings,
  sourceOptions,
  targetOptions,
  open({ auth, identifier, timeZone, ...others }) {
    requireZone(timeZone);
    const client =
      auth.kind === 'token'
        ? new HttpClient({ ...others, auth: { kind: 'bearer', token: auth.token } })
        : new HttpClient(
            { ...others, auth: { kind: 'none' } },
            {},
            { authorizer: tokenAuthorizer(others, auth) },
          );
    return {
      async check(signal) {
        try {
          const { list } = await client.getList(CHECKED, '_embedded.items', 'target', signal);
          if (list) return;
        } catch (error) {
          // The user may not list locales; that says nothing about other lists.
          if (error instanceof Failure && error.details.status === 403) return;
          throw error;
        }
        throw refused(
          'target',
          `The answer to GET ${CHECKED} is not that of an Akeneo PIM: correct \`url\`.`,
        );
      },
      source(stream) {
        const entity = entityNamed(stream.entity);
        const own = client.withPriority(stream.priority);
        if (entity.isProduct)
          return new AkeneoSource(own, entity, stream, { identifier, timeZone });
        const [strange] = Object.keys(stream.options);
        if (strange !== undefined)
          throw new Failure('CONFIG_INVALID', {
            message: `\`${strange}\` is for products and product-models, not for ${stream.entity}.`,
          });
        const path = `${ROOT}/${entity.path}`;
        const options = {
          // Its links would do, but behind a proxy they may name another host.
          ...{ path: `${path}?limit=${MAX_ITEMS}`, items: '_embedded.items' },
          paging: { kind: 'page', param: 'page', start: 1 },
          ...(stream.key === 'code' ? { get: { path: `${path}/{key}` } } : {}),
        };
        return new HttpSource(own, { ...stream, options }, others.maxConcurrency, contentOf);
      },
      target: (lane) =>
        new AkeneoTarget(client.withPriority(lane.priority), lane, {
          identifier,
          concurrency: others.maxConcurrency,
        }),
      close: () => Promise.resolve(),
    };
  },
});

function contentOf(item: Json): Json {
  return isJsonObject(item) ? withoutLinks(item) : item;
}

function requireZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Failure('CONFIG_INVALID', {
      message: `There is no time zone ${timeZone}: write one like Europe/Berlin.`,
    });
  }
}
