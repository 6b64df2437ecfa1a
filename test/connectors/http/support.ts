import assert from 'node:assert/strict';
import type {
  Connector,
  Source,
  SourceSettings,
  Target,
} from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { HttpSystem } from '../../support/http-system.ts';

export const signal = AbortSignal.timeout(60_000);

export function openHttp(
  system: Pick<HttpSystem, 'url'>,
  settings: Readonly<Record<string, unknown>> = {},
): Connector {
  const kind = catalog.get('http');
  assert.ok(kind);
  const defaults = {
    auth: { kind: 'none' },
    headers: {},
    timeoutMs: 2_000,
    maxConcurrency: 4,
    maxThrottleWaitMs: 30_000,
  };
  return kind.open({ url: system.url, ...defaults, ...settings }, { name: 'shop', baseDir: '.' });
}

export function sourceOf(
  system: HttpSystem,
  options: Readonly<Record<string, unknown>>,
  settings = {},
  from: Partial<SourceSettings> = {},
): Source {
  const source = openHttp(system, settings).source?.({
    entity: 'orders',
    key: 'id',
    version: 'changed',
    deleted: null,
    overlapMs: 1_000,
    options,
    ...from,
  });
  assert.ok(source);
  return source;
}

export function targetOf(
  system: Pick<HttpSystem, 'url'>,
  options: Readonly<Record<string, unknown>> = {},
  settings = {},
): Target {
  const target = openHttp(system, settings).target?.({
    entity: 'products',
    lane: 'products/shop',
    options,
  });
  assert.ok(target);
  return target;
}
