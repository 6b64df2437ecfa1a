import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Connector, Outcome, Target } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { SeenRequest } from '../../support/http-system.ts';

export const signal = AbortSignal.timeout(60_000);

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
export const secret = newSecret();

export function openWebhook(
  url: string,
  settings: Readonly<Record<string, unknown>> = {},
): Connector {
  const kind = catalog.get('webhook');
  assert.ok(kind);
  const defaults = {
    secrets: [{ secret }],
    headers: {},
    timeoutMs: 2_000,
    maxConcurrency: 4,
    maxThrottleWaitMs: 30_000,
    allowPrivate: ['127.0.0.1/32'],
    redirects: 0,
  };
  return kind.open({ url, ...defaults, ...settings }, { name: 'partner', baseDir: '.' });
}

export function targetOf(
  url: string,
  options: Readonly<Record<string, unknown>> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Target {
  const connector = openWebhook(url, settings);
  const target = connector.target?.({ entity: 'orders', lane: 'orders/partner', options });
  assert.ok(target);
  return target;
}

/** Returns what a subscriber with this secret reads. @throws if the signature is invalid */
export function verified(request: SeenRequest | undefined, held = secret): unknown {
  assert.ok(request, 'no request arrived');
  return new Webhook(held).verify(request.text, request.headers as Record<string, string>);
}

export function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) =>
    'failure' in outcome
      ? `${outcome.kind} ${outcome.failure.code}`
      : `${outcome.kind} ${'externalId' in outcome ? outcome.externalId : ''}`,
  );
}
