import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Guard, KeyRing, TlsFiles } from '../access/index.ts';
import type { ControlOptions } from '../control/index.ts';
import type { Store } from '../store/index.ts';
import type { HubSettings } from './config/index.ts';
import type { Logger } from './log.ts';
import { removeOwn } from './own-file.ts';

export interface DoorParts {
  readonly settings: HubSettings;
  readonly store: Store;
  readonly stateDir: string;
  readonly log: Logger;
  readonly opened: AsyncDisposableStack;
}

export type Door = Pick<ControlOptions, 'guard' | 'tls' | 'apiKeys' | 'onLostEntry'>;

/** Connects the control API with access control, its certificates and the audit log. */
export async function openDoor(parts: DoorParts): Promise<Door> {
  const { settings, store, log, opened } = parts;
  const keys = new KeyRing(store.apiKeys);
  const door: Door = {
    apiKeys: keys,
    onLostEntry: (entry, failure) => log.error({ entry, err: failure }, 'audit entry not stored'),
  };
  const { tls, access } = settings;
  return {
    ...door,
    ...(tls ? { tls: await openTls(tls, log, opened) } : {}),
    ...(access
      ? { guard: new Guard({ settings: access, keys, localSecret: await layOutSecret(parts) }) }
      : {}),
  };
}

async function openTls(
  settings: NonNullable<HubSettings['tls']>,
  log: Logger,
  opened: AsyncDisposableStack,
): Promise<TlsFiles> {
  const files = await TlsFiles.open({
    settings,
    onChange(failure) {
      if (failure) log.error({ err: failure }, 'the changed TLS files are not used');
      else log.info('new TLS files are in use');
    },
  });
  const stop = new AbortController();
  const watched = files.keepCurrent(stop.signal);
  opened.defer(async () => {
    stop.abort();
    await watched;
  });
  return files;
}

/**
 * Writes a secret to a file in the hub's folder. A caller on loopback who sends it can read that folder; so there is a
 * way in before the first API key exists.
 */
async function layOutSecret({ stateDir, opened }: DoorParts): Promise<string> {
  const file = path.join(stateDir, LOCAL_SECRET_FILE);
  const secret = `local.${randomBytes(32).toString('base64url')}`;
  await mkdir(stateDir, { recursive: true });
  // Created anew, so that looser permissions of an existing file are not kept.
  await rm(file, { force: true });
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' });
  opened.defer(() => removeOwn(file, secret));
  return secret;
}

/** Next to hub.json. */
const LOCAL_SECRET_FILE = 'admin.secret';
