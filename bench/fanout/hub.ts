import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import { PRODUCT_FIELDS } from '../relay/configuration.ts';
import { schema } from '../relay/workload.ts';
import { until } from '../support/until.ts';

/** The hub's process: `hub.ts OPTIONS`. Answers once when every lane has settled everything; ends with its parent. */
export interface HubOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly records: number;
  readonly lanes: number;
}

export interface HubNews {
  /** From the first page of the source to the last record of the last lane. */
  readonly seconds: number;
  /** Per lane: records applied, and those with any other verdict. */
  readonly applied: readonly number[];
  readonly others: readonly number[];
}

const LIMIT_MS = 5 * 60_000;
const options = JSON.parse(process.argv[2] ?? '{}') as HubOptions;
const { dir, natsUrl, databaseUrl, records, lanes } = options;
const configFile = path.join(dir, 'stellwerk.yaml');
await writeFile(configFile, configuration());
await writeFile(path.join(dir, 'product.schema.json'), JSON.stringify(schema));
const hub = await startHub({
  ...{ configFile, natsUrl, databaseUrl, stateDir: dir, log: 'silent' },
  env: { TARGET_URL: databaseUrl },
});
process.on('disconnect', () => void hub.stop().finally(() => process.exit(0)));
// Counts every verdict: a dead letter must not keep the bench waiting.
const endsOf = () =>
  hub.lanes().map(({ counts }) => {
    const { applied, unchanged, superseded, deadLettered } = counts;
    return { applied, others: unchanged + superseded + deadLettered };
  });
await until(hub, AbortSignal.timeout(LIMIT_MS), () =>
  endsOf().every(({ applied, others }) => applied + others >= records),
);
const endedAtMs = Date.now();
const startedAtMs = hub.streams()[0]?.lastRun?.startedAtMs ?? NaN;
process.send?.({
  seconds: (endedAtMs - startedAtMs) / 1_000,
  applied: endsOf().map(({ applied }) => applied),
  others: endsOf().map(({ others }) => others),
} satisfies HubNews);

/** Each lane writes its own table in one database. Events, so that every version is delivered and can be counted. */
function configuration(): string {
  const generator = path.join(import.meta.dirname, '../relay/generator.ts');
  const lane = (_: unknown, index: number) => `
      - connector: target
        name: target-${index}
        entity: product_${index}
        key: sku
        versionColumn: updated_at
        map:${PRODUCT_FIELDS}`;
  return `
connectors:
  source: { kind: ${generator}, records: ${records} }
  target: { kind: postgres, url: "\${TARGET_URL}", maxConnections: 20 }
streams:
  products:
    from: { connector: source, entity: product, key: sku, version: updatedAt }
    semantics: event
    validate: ./product.schema.json
    to:${Array.from({ length: lanes }, lane).join('')}
`;
}
