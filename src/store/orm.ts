import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { DatabasePlace } from './database.ts';
import { connectionOptions } from './database.ts';
import { entities } from './entities/index.ts';
import { migrations } from './migrations/index.ts';

/** The ORM reads and migrates; the record path has connections of its own. */
const MAX_CONNECTIONS = 4;

/** Creates the ORM for one namespace. It connects with the first query. */
export function createOrm(place: DatabasePlace, namespace: string): MikroORM {
  return new MikroORM({
    entities,
    clientUrl: place.databaseUrl,
    schema: namespace,
    pool: { min: 0, max: MAX_CONNECTIONS },
    driverOptions: connectionOptions(place, `stellwerk ${namespace}`),
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      schema: namespace,
      tableName: 'migration',
      snapshot: false,
      disableForeignKeys: false,
    },
    // The hub reports its failures itself; the ORM's log would repeat them.
    logger: () => undefined,
  });
}
