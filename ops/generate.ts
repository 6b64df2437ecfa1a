import { readdir, readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { catalog } from '../src/connectors/index.ts';
import { failureCatalogue } from '../src/domain/index.ts';
import { configSchema } from '../src/runtime/config/index.ts';

/** The part of `npm run generate` that writes the files generated from the code. A test checks that they are current. */
export interface Generated {
  readonly file: string;
  readonly text: string;
}

export async function generate(): Promise<readonly Generated[]> {
  const schema = JSON.stringify(configSchema(catalog.values()));
  return [
    {
      file: path.join(import.meta.dirname, 'stellwerk.schema.json'),
      text: await format(schema, { parser: 'json', printWidth: 100 }),
    },
    {
      file: path.join(import.meta.dirname, 'runbook.md'),
      text: await format(runbook(), { parser: 'markdown', printWidth: 100 }),
    },
    ...(await plainTemplates()),
  ];
}

/** A comment before a blank line: what it explained was a type. */
const ORPHAN = /^ *\/\*\*(?:(?!\*\/)[^])*\*\/\n(?=\s*\n)/gm;

/** The files of `stellwerk new` in JavaScript, for `--js`. */
async function plainTemplates(): Promise<readonly Generated[]> {
  const folder = path.join(import.meta.dirname, 'template/connector');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      const text = stripTypeScriptTypes(await readFile(file, 'utf8'));
      const plain = text.replace(ORPHAN, '').replaceAll(/(from '\.\/.*)\.ts'/g, "$1.js'");
      const options = { ...(await resolveConfig(file)), parser: 'babel' };
      return { file: file.replace(/ts$/, 'js'), text: await format(plain, options) };
    }),
  );
}

/** Describes what an operator does about each failure code. */
function runbook(): string {
  const rows = Object.entries(failureCatalogue).map(
    ([code, { stage, retryable, grpc, remedy }]) =>
      `| \`${code}\` | ${stage} | ${retryable ? 'the hub retries automatically' : 'an operator must act'} | ${grpc} | ${remedy} |`,
  );
  return `# Runbook

Every failure has a code. It is shown in status, log and dead letters, and sent in the \`stellwerk-code\` trailer of the
control API. This page is generated from the catalogue in the code (\`npm run generate\`).

| code | stage | what happens | gRPC status | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) {
  for (const { file, text } of await generate()) await writeFile(file, text);
}
