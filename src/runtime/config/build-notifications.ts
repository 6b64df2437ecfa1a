import { createHash } from 'node:crypto';
import { alertKinds } from '../../domain/index.ts';
import type { NotificationSettings } from '../notifications/settings.ts';
import type { RawNotification } from './raw.ts';
import type { At, Report } from './report.ts';

const AFTER_MS = 2 * 60_000;
const REPEAT_MS = 4 * 3_600_000;
/** Required by the Standard Webhooks specification: 24 to 64 bytes. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/** Returns the complete notifications; reports what the others lack. */
export function buildNotifications(
  raw: readonly (RawNotification | undefined)[],
  report: Report,
): readonly NotificationSettings[] {
  const names = new Set<string>();
  return raw.flatMap((entry, index) => {
    const at = ['hub', 'notifications', index];
    const built = entry && buildNotification(entry, at, report);
    if (!built) return [];
    if (names.has(built.name)) {
      const message = `Two notifications are called \`${built.name}\`.`;
      report.add(at, 'name', message, 'Give each its own `name`.');
    }
    names.add(built.name);
    return [built];
  });
}

function buildNotification(
  raw: RawNotification,
  at: At,
  report: Report,
): NotificationSettings | null {
  const common = {
    on: new Set(raw.on ?? alertKinds),
    afterMs: report.duration(raw.after, [...at, 'after'], AFTER_MS),
    repeatMs: report.duration(raw.repeat, [...at, 'repeat'], REPEAT_MS),
  };
  if (raw.kind === 'webhook') {
    const { url, secret } = raw;
    if (url === undefined || secret === undefined)
      return missing(['url', 'secret'], raw, at, report);
    if (!SECRET.test(secret)) {
      const message = 'The secret is not a key of Standard Webhooks.';
      const remedy = 'Write whsec_ and the base64 of 24 to 64 random bytes.';
      report.add([...at, 'secret'], 'secret', message, remedy);
    }
    return { kind: 'webhook', name: raw.name ?? nameOf('webhook', url), url, secret, ...common };
  }
  if (raw.kind !== 'mail') return null; // Reported by the schema.
  const { smtp, from, to } = raw;
  if (smtp === undefined || from === undefined || to === undefined)
    return missing(['smtp', 'from', 'to'], raw, at, report);
  const name = raw.name ?? nameOf('mail', to.join());
  return { kind: 'mail', name, smtp, from, to, ...common };
}

function missing(
  fields: readonly (keyof RawNotification)[],
  raw: RawNotification,
  at: At,
  report: Report,
): null {
  const absent = fields.filter((field) => raw[field] === undefined);
  // Broken values are reported by the schema.
  if (!report.isClean(at)) return null;
  const message = `A ${raw.kind} needs ${absent.map((field) => `\`${field}\``).join(' and ')}.`;
  report.add(at, 'required', message, 'Add it.');
  return null;
}

/** An address may hold a secret, so the name is a hash of it. */
function nameOf(kind: string, address: string): string {
  return `${kind}-${createHash('sha256').update(address).digest('hex').slice(0, 12)}`;
}
