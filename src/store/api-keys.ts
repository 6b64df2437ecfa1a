import type { MikroORM } from '@mikro-orm/postgresql';
import type { ApiKey, Role, StoredApiKey } from '../domain/index.ts';
import type { ApiKeyEntityRow } from './entities/index.ts';
import { ApiKeyEntity } from './entities/index.ts';
import { storeCall } from './failures.ts';

/** The times of a key that can change, in milliseconds since the Unix epoch. */
export interface ApiKeyMoments {
  readonly expiresAtMs?: number;
  readonly revokedAtMs?: number;
  readonly lastUsedAtMs?: number;
}

/** Stores API keys by their hashes. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class ApiKeyBook {
  readonly #orm: MikroORM;

  constructor(orm: MikroORM) {
    this.#orm = orm;
  }

  find(id: string): Promise<StoredApiKey | null> {
    return storeCall('look up an API key', async () => {
      const row = await this.#orm.em.fork().findOne(ApiKeyEntity, { id });
      return row && { key: keyOf(row), hash: row.hash };
    });
  }

  add(stored: StoredApiKey): Promise<void> {
    return storeCall('store an API key', async () => {
      await this.#orm.em.fork().insert(ApiKeyEntity, rowOf(stored));
    });
  }

  /** Lists all keys that were ever created, oldest first. */
  list(): Promise<readonly ApiKey[]> {
    return storeCall('list the API keys', async () => {
      const order = { orderBy: { createdAt: 'asc', id: 'asc' } } as const;
      return (await this.#orm.em.fork().findAll(ApiKeyEntity, order)).map(keyOf);
    });
  }

  /** @returns false if there is no such key */
  change(id: string, moments: ApiKeyMoments): Promise<boolean> {
    return storeCall('change an API key', async () => {
      return (await this.#orm.em.fork().nativeUpdate(ApiKeyEntity, { id }, dates(moments))) > 0;
    });
  }

  /**
   * Adds the successor and changes the key that it replaces, both or neither.
   * @returns false if there is no such key
   */
  replace(id: string, moments: ApiKeyMoments, successor: StoredApiKey): Promise<boolean> {
    return storeCall('replace an API key', () =>
      this.#orm.em.fork().transactional(async (em) => {
        if ((await em.nativeUpdate(ApiKeyEntity, { id }, dates(moments))) === 0) return false;
        await em.insert(ApiKeyEntity, rowOf(successor));
        return true;
      }),
    );
  }
}

function keyOf(row: ApiKeyEntityRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    streams: row.streams ?? null,
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
  };
}

function rowOf({ key, hash }: StoredApiKey) {
  const { id, name, role, streams } = key;
  return {
    ...{ id, name, role, hash, streams: streams && [...streams] },
    createdAt: new Date(key.createdAtMs),
    expiresAt: date(key.expiresAtMs),
    revokedAt: date(key.revokedAtMs),
    lastUsedAt: date(key.lastUsedAtMs),
  };
}

function dates({ expiresAtMs, revokedAtMs, lastUsedAtMs }: ApiKeyMoments) {
  return {
    ...(expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs) }),
    ...(revokedAtMs === undefined ? {} : { revokedAt: new Date(revokedAtMs) }),
    ...(lastUsedAtMs === undefined ? {} : { lastUsedAt: new Date(lastUsedAtMs) }),
  };
}

function date(millis: number | null): Date | null {
  return millis === null ? null : new Date(millis);
}
