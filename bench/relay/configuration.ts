import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { schema } from './workload.ts';

export interface RelayConfiguration {
  readonly records: number;
  /** One in this many records is invalid. Default: none. */
  readonly invalidEvery?: number | undefined;
  /** The source's settings, as YAML on one line. Default: the generator of these records. */
  readonly source?: string;
  /** Additional settings of the lane, as YAML on one line. */
  readonly lane?: string;
  /** The lane's mapping, as YAML. Default: a field list. */
  readonly map?: string;
}

/** Maps a product of `workload.ts` to the target's row. */
export const PRODUCT_FIELDS = `
          sku: sku
          name: name
          category: category
          price: price.net
          currency: price.currency
          stock: stock
          active: active
          updated_at: updatedAt`;

/** Writes the configuration of the relaying hub, and its schema, into a folder. @returns the configuration's path */
export async function writeConfiguration(dir: string, wanted: RelayConfiguration): Promise<string> {
  const file = path.join(dir, 'stellwerk.yaml');
  await writeFile(file, configuration(wanted));
  await writeFile(path.join(dir, 'product.schema.json'), JSON.stringify(schema));
  return file;
}

function configuration(wanted: RelayConfiguration): string {
  const { records, invalidEvery, lane = '', map = PRODUCT_FIELDS } = wanted;
  const generator = path.join(import.meta.dirname, 'generator.ts');
  const damage = invalidEvery === undefined ? '' : `, invalidEvery: ${invalidEvery}`;
  const { source = `kind: ${generator}, records: ${records}${damage}` } = wanted;
  return `
connectors:
  source: { ${source} }
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
        ${lane}
        map: ${map}
`;
}
