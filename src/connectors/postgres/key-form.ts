import { isStorable } from '../../domain/index.ts';

/** How the keys of a column are compared with texts. */
export interface KeyForm {
  /** The type to compare by, so that an index can serve; null: as texts. */
  readonly type: 'text' | 'bigint' | 'numeric' | 'uuid' | null;
  /** Whether a text can be cast to that type. */
  readonly fits: (text: string) => boolean;
}

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;
/** Shorter than what PostgreSQL cannot hold. */
const NUMERIC = /^-?\d{1,1000}(\.\d{1,1000})?$/;

/** @param columnType as `Column.type` has it */
export function formOfKey(columnType: string): KeyForm {
  switch (columnType) {
    case 'text':
    case 'character varying':
      return { type: 'text', fits: () => true };
    case 'smallint':
    case 'integer':
    case 'bigint':
      return { type: 'bigint', fits: isBigint };
    case 'numeric':
      return { type: 'numeric', fits: (text) => NUMERIC.test(text) };
    case 'uuid':
      return { type: 'uuid', fits: (text) => UUID.test(text) };
    default:
      return { type: null, fits: () => true };
  }
}

/** Those that a row can have. What no key of the column can be is in no row, and asking for it would fail the whole question. */
export function fittingKeys(keys: readonly string[], fits: KeyForm['fits']): readonly string[] {
  return keys.filter((key) => isStorable(key) && fits(key));
}

function isBigint(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
