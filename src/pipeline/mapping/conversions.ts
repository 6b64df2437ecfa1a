import type { ConversionKind } from './conversion.ts';
import { momentConversions } from './moment-conversions.ts';
import { numberConversions } from './number-conversions.ts';
import { textConversions } from './text-conversions.ts';

/** Every conversion by its name: the whole list, which documentation and the editors' schema derive from. */
export const conversions: ReadonlyMap<string, ConversionKind> = new Map(
  Object.entries({ ...textConversions, ...numberConversions, ...momentConversions }),
);
