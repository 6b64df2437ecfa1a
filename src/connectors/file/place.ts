import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../connector-api/index.ts';
import type { FileFormat, FileSettings } from './spec.ts';

/** A file and its format. */
export interface Place {
  readonly file: string;
  readonly format: FileFormat;
}

/**
 * Finds the file of an entity: the configured file, or the file of that name in a configured folder. It need not exist yet.
 * @throws Failure SOURCE_REFUSED or TARGET_MISCONFIGURED when the format cannot be determined
 */
export async function placeOf(
  settings: FileSettings,
  baseDir: string,
  entity: string,
  as: 'source' | 'target',
): Promise<Place> {
  const configured = path.resolve(baseDir, settings.path);
  const isFolder = await stat(configured).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const named = path.extname(entity) === '' ? `${entity}.${settings.format ?? 'jsonl'}` : entity;
  const file = isFolder ? path.join(configured, path.basename(named)) : configured;
  const format = settings.format ?? formatOf(file);
  if (format) return { file, format };
  throw new Failure(as === 'source' ? 'SOURCE_REFUSED' : 'TARGET_MISCONFIGURED', {
    message: `${file} is not a folder, and its extension does not show whether it is JSON Lines or CSV: create the folder, or set \`format\`.`,
  });
}

function formatOf(file: string): FileFormat | null {
  const extension = path.extname(file).toLowerCase();
  if (['.jsonl', '.ndjson', '.json'].includes(extension)) return 'jsonl';
  return ['.csv', '.tsv', '.txt'].includes(extension) ? 'csv' : null;
}
