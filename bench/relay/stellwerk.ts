import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import type { SystemOptions } from './systems.ts';
import { schema } from './workload.ts';

/** The hub as a user runs it: configuration file, declarative mapping, events with per-key order, master keys, settlement. */
export async function runStellwerk(options: SystemOptions): Promise<void> {
  const configFile = path.join(options.dir, 'stellwerk.yaml');
  await writeFile(configFile, configuration(options));
  await writeFile(path.join(options.dir, 'product.schema.json'), JSON.stringify(schema));
  const hub = await startHub({
    configFile,
    natsUrl: options.natsUrl,
    databaseUrl: options.databaseUrl,
    stateDir: options.dir,
    log: 'silent',
    env: { TARGET_URL: options.databaseUrl },
  });
  const stop = hub.subscribe(() => {
    const run = hub.streams()[0]?.lastRun;
    if (!run) return;
    stop();
    options.onStart(run.startedAtMs);
  });
  await hub.settled(AbortSignal.timeout(15 * 60_000));
  await hub.stop();
}

function configuration({ records }: SystemOptions): string {
  const generator = path.join(import.meta.dirname, 'generator.ts');
  return `
connectors:
  source: { kind: ${generator}, records: ${records} }
  target: { kind: postgres, url: "\${TARGET_URL}" }
streams:
  products:
    from: { connector: source, entity: product, key: sku, version: updatedAt }
    semantics: event
    validate: ./product.schema.json
    to:
      - connector: target
        entity: product
        key: sku
        versionColumn: updated_at
        map:
          sku: sku
          name: name
          category: category
          price: price.net
          currency: price.currency
          stock: stock
          active: active
          updated_at: updatedAt
`;
}
