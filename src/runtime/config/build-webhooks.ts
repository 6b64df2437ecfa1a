import type { Place, SignatureSettings, WebhookFeed, WebhookSettings } from '../../web/index.ts';
import { signatureForms } from '../../web/index.ts';
import { buildNetworks } from './build-networks.ts';
import type { RawFeed, RawPlace, RawSignature, RawWebhooks } from './raw.ts';
import type { At, Report } from './report.ts';

const MAX_BYTES = 1024 * 1024;
const TOLERANCE_MS = 5 * 60_000;

/** Returns how a connector receives webhooks, with defaults filled in; null when it receives none. */
export function buildWebhooks(
  raw: RawWebhooks | undefined,
  at: At,
  report: Report,
): WebhookSettings | null {
  if (!raw?.signature?.form) return null; // Reported by the schema when it is missing.
  const { allow, maxBytes, perMinute = null } = raw;
  return {
    signature: buildSignature(raw.signature, [...at, 'signature'], report),
    allow: buildNetworks(allow, [...at, 'allow'], report),
    maxBytes: report.size(maxBytes, [...at, 'maxBytes'], MAX_BYTES),
    perMinute,
  };
}

function buildSignature(raw: RawSignature, at: At, report: Report): SignatureSettings {
  const { form = 'hmac', secret = [], tolerance, ...own } = raw;
  const preset = signatureForms[form];
  const secrets = [secret].flat();
  if (form === 'standard') secrets.forEach((one) => checkStandardSecret(one, at, report));
  const timestamp = placeOf(own.timestamp) ?? preset.timestamp;
  if (own.signed === 'timestamp.body' && (timestamp === null || !('header' in timestamp))) {
    const message = 'A signed timestamp must be in a header.';
    report.add([...at, 'signed'], 'timestamp', message, 'Add `timestamp: { header: … }`.');
  }
  if (form === 'standard' && tolerance !== undefined) {
    const message = 'The tolerance of Standard Webhooks is always five minutes.';
    report.add([...at, 'tolerance'], 'unused', message, 'Remove it.');
  }
  const usual = form === 'hmac' && timestamp !== null ? TOLERANCE_MS : preset.toleranceMs;
  return {
    form,
    secrets,
    header: (own.header ?? preset.header).toLowerCase(),
    encoding: own.encoding ?? preset.encoding,
    algorithm: own.algorithm ?? preset.algorithm,
    prefix: own.prefix ?? preset.prefix,
    signed: own.signed ?? preset.signed,
    id: placeOf(own.id) ?? preset.id,
    timestamp,
    topic: placeOf(own.topic) ?? preset.topic,
    toleranceMs: report.duration(tolerance, [...at, 'tolerance'], usual),
  };
}

/** Never repeats the value. */
function checkStandardSecret(secret: string, at: At, report: Report): void {
  if (/^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret)) return;
  const message = 'A secret of Standard Webhooks is base64, usually after `whsec_`.';
  report.add([...at, 'secret'], 'secret', message, 'Copy it as the sender shows it.');
}

function placeOf(raw: RawPlace | undefined): Place | null {
  if (raw?.header !== undefined) return { header: raw.header.toLowerCase() };
  return raw?.field === undefined ? null : { field: raw.field };
}

/** Returns which webhooks feed a stream; null: none. */
export function buildFeed(raw: RawFeed | boolean | undefined): WebhookFeed | null {
  if (raw === undefined || raw === false) return null;
  const { name, topics, deletes = [], record, hint } = raw === true ? {} : raw;
  return {
    name: name ?? null,
    topics: topics === undefined ? null : new Set(topics),
    deletes: new Set(deletes),
    record: record ?? null,
    hint: hint ?? null,
  };
}
