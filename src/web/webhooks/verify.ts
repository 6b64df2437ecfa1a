import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Failure } from '../../domain/index.ts';
import type { RawDelivery } from './delivery.ts';
import { textAt } from './delivery.ts';
import type { SignatureSettings } from './settings.ts';

/**
 * Verifies a delivery by its signature over the bytes as received, before any of them is parsed.
 * @throws Failure SIGNATURE_INVALID; DELIVERY_STALE when the signature itself says so
 */
export function verifySignature(settings: SignatureSettings, delivery: RawDelivery): void {
  if (settings.form === 'standard') return verifyStandard(settings.secrets, delivery);
  const signature = headerOf(delivery, settings.header);
  if (settings.form === 'token') {
    requireOne(settings.secrets.map((secret) => isSame(digest(signature), digest(secret))));
    return;
  }
  const { prefix, encoding, secrets } = settings;
  if (!signature.startsWith(prefix)) throw forged();
  const shown = Buffer.from(signature.slice(prefix.length), encoding);
  requireOne(secrets.map((secret) => isSame(shown, hmacOf(settings, secret, delivery))));
}

/** @throws Failure DELIVERY_STALE */
export function requireFresh(
  { toleranceMs }: SignatureSettings,
  sentAt: number | null,
  receivedAtMs: number,
): void {
  if (toleranceMs === null) return;
  if (sentAt === null) throw stale('It does not say when it was sent.');
  if (Math.abs(receivedAtMs - sentAt / 1_000) <= toleranceMs) return;
  throw stale('It was sent too long ago, or in the future.');
}

function hmacOf(settings: SignatureSettings, secret: string, delivery: RawDelivery): Buffer {
  const { algorithm, signed, timestamp } = settings;
  const hmac = createHmac(algorithm, secret);
  if (signed === 'timestamp.body' && timestamp !== null) {
    hmac.update(`${textAt(timestamp, delivery.headers, undefined) ?? ''}.`);
  }
  return hmac.update(delivery.body).digest();
}

function verifyStandard(secrets: readonly string[], { headers, body }: RawDelivery): void {
  const texts = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  const refusals = secrets.map((secret) => standardRefusal(secret, body, texts));
  if (refusals.includes(null)) return;
  const late = refusals.find((refusal) => refusal?.includes('timestamp too'));
  throw late === undefined ? forged() : stale(`${late}.`);
}

function standardRefusal(
  secret: string,
  body: Buffer,
  headers: Record<string, string>,
): string | null {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return null;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.message;
    throw error;
  }
}

/** All are compared, so that the time does not reveal which one matches. */
function requireOne(matches: readonly boolean[]): void {
  if (!matches.includes(true)) throw forged();
}

/** Compares in a time that does not depend on where the buffers differ. */
function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function headerOf({ headers }: RawDelivery, name: string): string {
  const value = headers[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Failure('SIGNATURE_INVALID', { message: `The webhook has no header ${name}.` });
}

function forged(): Failure {
  return new Failure('SIGNATURE_INVALID', {
    message: 'The signature does not match the body with any secret that the hub knows.',
  });
}

function stale(message: string): Failure {
  return new Failure('DELIVERY_STALE', { message: `The webhook is not fresh. ${message}` });
}
