import type { MikroORM } from '@mikro-orm/postgresql';
import type { ConfigBundle, ConfigVersion } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ConfigVersionRow } from './entities/index.ts';
import { ConfigVersion as Versions } from './entities/index.ts';
import { storeCall } from './failures.ts';

/**
 * Streams and lanes whose data a version gives up. The data is deleted after the version takes effect, even if the hub
 * dies in between.
 */
export interface Doomed {
  readonly streams: readonly string[];
  /** By name, with the ids of their memories. */
  readonly lanes: readonly { readonly name: string; readonly memory: number }[];
}

export const nothingDoomed: Doomed = Object.freeze({ streams: [], lanes: [] });

export interface StoredConfig extends ConfigVersion {
  readonly bundle: ConfigBundle;
  readonly doomed: Doomed;
  readonly origins: Origins;
}

/**
 * Where the records of each stream come from, as a hash that is only compared; also of streams that are no longer
 * configured, since what they read is kept.
 */
export type Origins = Readonly<Record<string, string>>;

/**
 * The versions of the configuration that took effect. Every call throws STORE_UNAVAILABLE if the database did not
 * answer.
 */
export class ConfigVersions {
  readonly #orm: MikroORM;

  constructor(orm: MikroORM) {
    this.#orm = orm;
  }

  /** Returns the version that took effect last; null before the first. */
  async latest(): Promise<StoredConfig | null> {
    return storeCall('read the configuration', async () => {
      const [row] = await this.#orm.em
        .fork()
        .find(Versions, {}, { orderBy: { version: 'desc' }, limit: 1 });
      return row ? storedConfig(row) : null;
    });
  }

  /** @throws Failure NOT_FOUND */
  async get(version: number): Promise<StoredConfig> {
    const row = await storeCall(`read version ${version} of the configuration`, () =>
      this.#orm.em.fork().findOne(Versions, { version }),
    );
    if (row) return storedConfig(row);
    throw new Failure('NOT_FOUND', {
      message: `There is no version ${version} of the configuration.`,
    });
  }

  /** Newest first. @param before the version before which the page begins; null begins with the newest */
  async list(limit: number, before: number | null): Promise<readonly ConfigVersion[]> {
    return storeCall('list the versions of the configuration', async () => {
      const where = before === null ? {} : { version: { $lt: before } };
      const rows = await this.#orm.em
        .fork()
        .find(Versions, where, { orderBy: { version: 'desc' }, limit, exclude: ['files'] });
      return rows.map(factsOf);
    });
  }

  /** Stores the next version; replaces one of its number that was stored without an answer, and so never took effect. */
  async add(config: StoredConfig): Promise<void> {
    const { appliedAtMs, bundle, doomed, origins, ...rest } = config;
    // A copy, since the ORM modifies the objects that it is given.
    const json = structuredClone({ files: bundle.files, doomed, origins });
    const row = { ...rest, main: bundle.main, appliedAt: new Date(appliedAtMs), ...json };
    await storeCall(`store version ${config.version} of the configuration`, () =>
      this.#orm.em.fork().upsert(Versions, row),
    );
  }

  /** Notes the origins of a version that an earlier release stored, or whose variables have other values now. */
  async noteOrigins(version: number, origins: Origins): Promise<void> {
    await storeCall(`note the origins of version ${version} of the configuration`, () =>
      this.#orm.em
        .fork()
        .nativeUpdate(Versions, { version }, { origins: structuredClone(origins) }),
    );
  }

  /** Notes that the data that the version gave up is deleted. */
  async doomedGone(version: number): Promise<void> {
    await storeCall(`mark version ${version} of the configuration`, () =>
      this.#orm.em
        .fork()
        .nativeUpdate(Versions, { version }, { doomed: structuredClone(nothingDoomed) }),
    );
  }
}

type Facts = Pick<ConfigVersionRow, 'version' | 'hash' | 'appliedAt' | 'appliedBy' | 'note'>;

function factsOf({ version, hash, appliedAt, appliedBy, note }: Facts): ConfigVersion {
  return { version, hash, appliedAtMs: appliedAt.getTime(), appliedBy, note };
}

function storedConfig(row: ConfigVersionRow): StoredConfig {
  const { main, files, doomed, origins } = row;
  return { ...factsOf(row), bundle: { main, files }, doomed, origins };
}
