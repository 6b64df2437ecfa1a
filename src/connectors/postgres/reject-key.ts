import type { RejectedRow, SourceSettings } from '../../connector-api/index.ts';
import { rejectRow } from '../../connector-api/index.ts';
import { MAX_KEY_BYTES } from '../../domain/index.ts';

/** Rejects a row whose key is not valid. */
export function rejectKey(
  { entity, key }: Pick<SourceSettings, 'entity' | 'key'>,
  text: string | null,
  { version, raw }: { readonly version: number | string | null; readonly raw: string },
): RejectedRow {
  return rejectRow(
    raw,
    `${entity}, ${key} ${text === null ? 'null' : `"${text.slice(0, 40)}"`} at version ${version}`,
    `column ${key} must hold 1 to ${MAX_KEY_BYTES} bytes`,
  );
}
