import { parse } from 'yaml';
import type { ConfigBundle } from '../../domain/index.ts';
import { declaredSecrets } from './masked.ts';
import type { HubPlan } from './plan.ts';
import { redact } from './redact.ts';

/** Returns a bundle for display: secrets in the configuration itself, and passwords in its URLs, are masked. */
export function maskBundle(
  { main, files }: ConfigBundle,
  { connectors }: Pick<HubPlan, 'connectors'>,
): ConfigBundle {
  const kinds = new Map(connectors.map(({ name, kind }) => [name, kind]));
  const secrets = declaredSecrets(valueOf(files[main] ?? ''), kinds);
  // A reference only says where a secret is kept, so it is not masked.
  const plain = secrets.filter((secret) => !/^\$\{[^}]*\}$/.test(secret));
  const masked = Object.entries(files).map(([name, text]) => [name, redact(text, plain)] as const);
  return { main, files: Object.fromEntries(masked) };
}

function valueOf(text: string): unknown {
  try {
    return parse(text, { merge: true }) as unknown;
  } catch {
    return null;
  }
}
