import { isStorable } from '../../domain/index.ts';

/** Defines how the keys of a column are compared with texts. */
export interface KeyForm {
  /** The type used for the comparison, so that an index can be used; null compares as text. */
  readonly type: 'text' | 'bigint' | 'numeric' | 'uuid' | null;
  /** Whether a text can be cast to that type. */
  readonly fits: (text: string) => boolean;
}

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;
/** Well below the number of digits that PostgreSQL can hold. */
const NUMERIC = /^-?\d{1,1000}(\.\d{1,1000})?$/;

/** @param columnType as in `Column.type` */
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

/** Returns the keys that the column can hold. No row has any other key, and a single one would make the whole query fail. */
export function fittingKeys(keys: readonly string[], fits: KeyForm['fits']): readonly string[] {
  return keys.filter((key) => isStorable(key) && fits(key));
}

function isBigint(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
