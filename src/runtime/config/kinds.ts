import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConnectorKind } from '../../connector-api/index.ts';
import { isJsonObject, moduleProblem, suggest } from '../../domain/index.ts';
import type { SpecMistake } from '../../pipeline/index.ts';
import { checkSchema, specFailure } from '../../pipeline/index.ts';
import './contract-name.ts';

export type Catalog = ReadonlyMap<string, ConnectorKind>;

/** Finds a kind by its name in the catalog, or loads a custom one from a module's default export. */
export async function findKind(
  word: string,
  catalog: Catalog,
  baseDir: string,
): Promise<ConnectorKind | Omit<SpecMistake, 'path'>> {
  const known = catalog.get(word);
  if (known) return known;
  if (!/^[./]/.test(word)) {
    const message = `There is no connector kind \`${word}\`.`;
    const own = 'For your own kind write the path of its module: ./my-kind.ts';
    return { rule: 'kind', message, remedy: `${suggest(word, catalog.keys())} ${own}` };
  }
  try {
    return await loadKind(path.resolve(baseDir, word));
  } catch (error) {
    return {
      rule: 'kind',
      message: `The connector module ${word} cannot be loaded: ${moduleProblem(error)}.`,
      remedy: 'Correct it, or its path, which is relative to the folder of the configuration.',
    };
  }
}

export function isKind(found: ConnectorKind | Omit<SpecMistake, 'path'>): found is ConnectorKind {
  return 'open' in found;
}

async function loadKind(file: string): Promise<ConnectorKind> {
  const { mtimeMs } = await stat(file);
  const module = (await import(`${pathToFileURL(file).href}?changed=${mtimeMs}`)) as {
    readonly default?: Partial<ConnectorKind>;
  };
  const kind = module.default;
  if (typeof kind?.open !== 'function' || !isJsonObject(kind.settings)) {
    throw new Error('its default export must be defineConnector({ … })');
  }
  checkKind(kind as ConnectorKind);
  return kind as ConnectorKind;
}

/** Otherwise a mistake in a kind's schemas would look like one of the operator's. */
function checkKind(kind: ConnectorKind): void {
  const options = { type: 'object', properties: { ...kind.sourceOptions, ...kind.targetOptions } };
  const mistakes = [...checkSchema(kind.settings), ...checkSchema(options)];
  if (mistakes.length > 0) throw specFailure('Its description', mistakes);
}
