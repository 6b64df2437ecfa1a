import { defineConnector, Failure } from '../../connector-api/index.ts';
import { HttpClient } from '../http/client.ts';
import { isNetwork } from './addresses.ts';
import { webhookEmission } from './emission.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { signer } from './signing.ts';
import type { WebhookSettings } from './spec.ts';
import { settings, targetOptions } from './spec.ts';
import { WebhookTarget } from './target.ts';

/** Only the beginning of an answer is of use; a subscriber that sends more has accepted the event all the same. */
const ANSWER_LIMIT = { maxBytes: 64 * 1024, cut: true };

/** A subscriber that receives changes as signed requests (Standard Webhooks). */
export const webhook = defineConnector<WebhookSettings>({
  kind: 'webhook',
  summary:
    'A subscriber’s URL: sends each record as a signed POST (Standard Webhooks); calls public addresses only.',
  settings,
  targetOptions,
  emits: webhookEmission,
  open(given, { name }) {
    const { url, secrets, allowPrivate, redirects, maxConcurrency } = given;
    checkNetworks(name, allowPrivate);
    const ownHeaders = new Set(Object.keys(given.headers).map((header) => header.toLowerCase()));
    const guarded = guardedFetch({ allowPrivate, redirects, ownHeaders });
    const client = new HttpClient(
      { ...given, auth: { kind: 'none' } },
      { fetch: (to, request) => guarded.fetch(to, request), answerLimit: ANSWER_LIMIT },
    );
    const subscriber = { client, url, sign: signer(secrets), maxConcurrency };
    return {
      async check(signal) {
        try {
          await client.send({ method: 'HEAD', path: url }, 'target', signal);
        } catch (error) {
          // The subscriber is available and, as it should, refuses an unsigned request.
          const status = error instanceof Failure ? error.details.status : undefined;
          if (status !== 401 && status !== 403) throw error;
        }
      },
      target: (lane) => new WebhookTarget(subscriber, lane),
      close: () => guarded.close(),
    };
  },
});

function checkNetworks(name: string, allow: WebhookSettings['allowPrivate']): void {
  const wrong = typeof allow === 'boolean' ? [] : allow.filter((network) => !isNetwork(network));
  if (wrong.length === 0) return;
  throw new Failure('CONFIG_INVALID', {
    message: `\`allowPrivate\` of connector ${name}: ${wrong.join(', ')} is not a network; write it like 10.20.0.0/16.`,
  });
}
