import { createHash } from 'node:crypto';
import type { Connector, SourceSettings } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { Pim } from './pim.ts';

export const signal = AbortSignal.timeout(60_000);

const auth = {
  ...{ kind: 'connection', clientId: 'client', clientSecret: 'client-secret' },
  ...{ user: 'hub', password: 'pa55word' },
};

export function openAkeneo({ url }: Pick<Pim, 'url'>, settings = {}): Connector {
  const kind = catalog.get('akeneo');
  if (!kind) throw new Error('no kind akeneo');
  const defaults = {
    ...{ url, auth, identifier: 'sku', timeZone: 'UTC', headers: {}, timeoutMs: 2_000 },
    ...{ maxConcurrency: 4, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'pim', baseDir: '.' });
}

export function sourceOf(pim: Pim, from: Partial<SourceSettings> = {}, settings = {}) {
  const source = openAkeneo(pim, settings).source?.({
    ...{ entity: 'products', key: 'identifier', version: 'updated' },
    ...{ deleted: null, overlapMs: 0, options: {}, ...from },
  });
  if (!source) throw new Error('no source');
  return source;
}

export function targetOf(pim: Pick<Pim, 'url'>, entity = 'products', options = {}) {
  const target = openAkeneo(pim).target?.({ entity, lane: 'articles/pim', options });
  if (!target) throw new Error('no target');
  return target;
}

/** A uuid as a PIM makes them. */
export function uuidOf(name: string): string {
  const digits = createHash('md5').update(name).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A value for all channels and locales. */
export function value(data: unknown, locale: string | null = null, scope: string | null = null) {
  return { locale, scope, data };
}

/** Puts a product into the PIM. */
export function put(pim: Pim, sku: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const { values = {}, ...others } = fields;
  pim.put('products-uuid', uuidOf(sku), {
    ...others,
    values: { sku: [value(sku)], ...(values as object) },
  });
}
