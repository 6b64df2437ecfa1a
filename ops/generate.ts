import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { catalog } from '../src/connectors/index.ts';
import { configSchema } from '../src/runtime/config/index.ts';

/** `npm run generate`: writes the JSON Schema of the configuration, for editors. A test says whether it is current. */
export const schemaFile = path.join(import.meta.dirname, 'stellwerk.schema.json');

export async function generatedSchema(): Promise<string> {
  const schema = JSON.stringify(configSchema(catalog.values()));
  return format(schema, { parser: 'json', printWidth: 100 });
}

if (import.meta.main) await writeFile(schemaFile, await generatedSchema());
