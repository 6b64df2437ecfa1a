import { Webhook } from 'standardwebhooks';
import { Failure } from '../../connector-api/index.ts';
import type { SigningSecret } from './spec.ts';

export interface Message {
  readonly id: string;
  /** The exact bytes that are signed and sent. */
  readonly body: string;
}

/**
 * Signs according to Standard Webhooks, with every secret that is active at that time: a subscriber that knows one of them accepts
 * the message.
 * @returns a function that makes the three headers. @throws Failure TARGET_MISCONFIGURED when no secret is active
 */
export function signer(secrets: readonly SigningSecret[]) {
  const keys = secrets.map(({ secret, from, until }) => ({
    webhook: new Webhook(secret),
    fromMs: from === undefined ? -Infinity : Date.parse(from),
    untilMs: until === undefined ? Infinity : Date.parse(until),
  }));
  return ({ id, body }: Message, at: Date): Readonly<Record<string, string>> => {
    const inForce = keys.filter(
      ({ fromMs, untilMs }) => fromMs <= at.getTime() && at.getTime() < untilMs,
    );
    if (inForce.length === 0) {
      throw new Failure('TARGET_MISCONFIGURED', {
        message: 'No secret is active: add one to `secrets`, or correct `from` and `until`.',
      });
    }
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': inForce.map(({ webhook }) => webhook.sign(id, at, body)).join(' '),
    };
  };
}
