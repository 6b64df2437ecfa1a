import assert from 'node:assert/strict';
import { rename, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connector, Delivery, Source, Target } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { SftpSystem } from './sshd.ts';

/** Where and how to log in. */
export type Access = Pick<SftpSystem, 'port' | 'user' | 'privateKey' | 'fingerprint'>;

/** Opens an `sftp` connector. */
export function openSftp(
  { port, user, privateKey, fingerprint }: Access,
  settings: Readonly<Record<string, unknown>> = {},
): Connector {
  const kind = catalog.get('sftp');
  assert.ok(kind);
  return kind.open(
    {
      ...{ host: '127.0.0.1', port, user, auth: { kind: 'key', privateKey } },
      ...{ hostKeys: [fingerprint], timeoutMs: 10_000, ...settings },
    },
    { name: 'partner', baseDir: '/' },
  );
}

export function sourceOf(
  connector: Connector,
  options: Readonly<Record<string, unknown>> = {},
  fields: Partial<Parameters<NonNullable<Connector['source']>>[0]> = {},
): Source {
  const source = connector.source?.({
    ...{ entity: 'orders', key: 'id', version: null, deleted: null, overlapMs: 0 },
    options: { files: '*.csv', settledMs: 0, ...options },
    ...fields,
  });
  assert.ok(source);
  return source;
}

export function targetOf(
  connector: Connector,
  options: Readonly<Record<string, unknown>> = {},
  lane = 'orders/warehouse',
): Target {
  const target = connector.target?.({
    ...{ entity: 'orders', lane },
    options: { columns: ['id', 'name'], ...options },
  });
  assert.ok(target);
  return target;
}

/** Puts a file there as a whole. @param time of its last change, in seconds since 1970 */
export async function put(
  dir: string,
  name: string,
  content: string | Uint8Array,
  time?: number,
): Promise<void> {
  const file = path.join(dir, name);
  await writeFile(`${file}.tmp`, content);
  if (time !== undefined) await utimes(`${file}.tmp`, time, time);
  await rename(`${file}.tmp`, file);
}

/** A file of orders with the columns id and name. */
export function csvOf(ids: readonly (number | string)[], state = 1): string {
  return ['id,name', ...ids.map((id) => `${id},${id} v${state}`)].join('\n');
}

export function delivery(id: number | string, state = 1, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ masterKey: `m${id}`, externalId: null, key: String(id), version: state },
    ...{ operation: 'upsert', document: { id, name: `${id} v${state}` }, repeated: false },
    idempotencyKey: `orders/warehouse:m${id}:${state}`,
    ...more,
  };
}
