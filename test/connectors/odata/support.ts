import type {
  Connector,
  JsonObject,
  Outcome,
  SourceSettings,
} from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import { delivery } from '../postgres/support.ts';
import type { Erp } from './erp.ts';

export const signal = AbortSignal.timeout(120_000);

export function openOData({ url }: Pick<Erp, 'url'>, settings = {}): Connector {
  const kind = catalog.get('odata');
  if (!kind) throw new Error('no kind odata');
  const defaults = {
    ...{ url, auth: { kind: 'none' }, batch: 'none', dateLiterals: 'plain', headers: {} },
    ...{ timeoutMs: 2_000, maxConcurrency: 4, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'erp', baseDir: '.' });
}

export function sourceOf(erp: Pick<Erp, 'url'>, from: Partial<SourceSettings> = {}, settings = {}) {
  const source = openOData(erp, settings).source?.({
    ...{ entity: 'items', key: 'number', version: 'lastModifiedDateTime', deleted: null },
    ...{ overlapMs: 0, options: {}, ...from },
  });
  if (!source) throw new Error('no source');
  return source;
}

export function targetOf(
  erp: Pick<Erp, 'url'>,
  options: object = { alternateKey: 'number' },
  settings = {},
  entity = 'items',
) {
  const target = openOData(erp, settings).target?.({
    ...{ entity, lane: 'items/erp', options: { ...options } },
  });
  if (!target) throw new Error('no target');
  return target;
}

/** A new article. */
export const item = (number: string, fields: JsonObject = {}) =>
  delivery(number, 1, { document: { number, displayName: number, ...fields } });

/** Kinds of outcomes, with the code of a failure. */
export function shown(outcomes: readonly Outcome[]) {
  return outcomes.map((one) => ('failure' in one ? `${one.kind} ${one.failure.code}` : one.kind));
}

export function messageOf(outcome: Outcome | undefined): string {
  return outcome && 'failure' in outcome ? outcome.failure.message : '';
}
