import { defineConnector } from '../../connector-api/index.ts';
import { captureName } from './changes/names.ts';
import { dropPublication, dropSlot } from './changes/slot.ts';
import { PostgresChanges } from './changes/source.ts';
import { Database } from './database.ts';
import { callFailure } from './failures.ts';
import { PostgresSource } from './source.ts';
import type { PostgresSettings, PostgresSourceOptions } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { PostgresTarget } from './target.ts';

/** A PostgreSQL database: reads by sweeps over a version column or by capturing changes; writes by set-based upserts. */
export const postgres = defineConnector<PostgresSettings>({
  kind: 'postgres',
  summary:
    'A PostgreSQL database: reads changes of tables and views, writes tables by upsert, exactly once in effect.',
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
      changes(source, owner) {
        const { mode } = source.options as PostgresSourceOptions;
        const { statementTimeoutMs } = postgresSettings;
        const parts = { database, settings: source, owner, connector: name, statementTimeoutMs };
        return mode === 'cdc' ? new PostgresChanges(parts) : null;
      },
      async forgetChanges(owner, signal) {
        const own = captureName(owner);
        try {
          await dropSlot(database, own, signal);
          await dropPublication(database, own, signal);
        } catch (error) {
          throw callFailure(error, 'source', `connector ${name}, replication slot ${own}`);
        }
      },
      target: (target) => new PostgresTarget(database.withPriority(target.priority), target, name),
      close: () => database.close(),
    };
  },
});
