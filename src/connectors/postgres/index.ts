import { defineConnector } from '../../connector-api/index.ts';
import { Database } from './database.ts';
import { callFailure } from './failures.ts';
import { PostgresSource } from './source.ts';
import type { PostgresSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { PostgresTarget } from './target.ts';

/** A PostgreSQL database: reads tables and views by sweeps over a version column, writes tables by set-based upserts. */
export const postgres = defineConnector<PostgresSettings>({
  kind: 'postgres',
  summary:
    'A PostgreSQL database: reads tables and views as they change, writes tables by upsert, exactly once in effect.',
  settings,
  sourceOptions,
  targetOptions,
  open(postgresSettings, { name }) {
    const database = new Database(postgresSettings, name);
    return {
      async check(signal) {
        try {
          await database.query({ text: 'select 1' }, signal);
        } catch (error) {
          throw callFailure(error, 'target', `connector ${name}`);
        }
      },
      source: (source) => new PostgresSource(database.withPriority(source.priority), source, name),
      target: (target) => new PostgresTarget(database.withPriority(target.priority), target, name),
      close: () => database.close(),
    };
  },
});
