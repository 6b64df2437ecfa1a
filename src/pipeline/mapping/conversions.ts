import type { ConversionKind } from './conversion.ts';
import { momentConversions } from './moment-conversions.ts';
import { numberConversions } from './number-conversions.ts';
import { textConversions } from './text-conversions.ts';

/** All conversions by name. The documentation and the schema for editors are derived from this list. */
export const conversions: ReadonlyMap<string, ConversionKind> = new Map(
  Object.entries({ ...textConversions, ...numberConversions, ...momentConversions }),
);
