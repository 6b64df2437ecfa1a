import type { ErrorObject } from 'ajv/dist/2020.js';
import type { PathSegment } from '../../pipeline/index.ts';
import { explain } from '../../pipeline/index.ts';
import { changeAt } from './at-path.ts';

/** Converts, in place, texts from references that only have the wrong type. @returns whether any was converted */
export function convertTexts(
  value: unknown,
  errors: readonly ErrorObject[],
  isReference: (path: readonly PathSegment[]) => boolean,
): boolean {
  const converted = errors.map((error) => {
    const path = error.keyword === 'type' ? explain(error)?.path : undefined;
    if (path === undefined || path.length === 0 || !isReference(path)) return false;
    const { type } = error.params as { readonly type: string | readonly string[] };
    const typed = asType(error.data, [type].flat());
    return typed !== null && changeAt(value, path, () => typed);
  });
  return converted.includes(true);
}

function asType(data: unknown, types: readonly string[]): number | boolean | null {
  if (typeof data !== 'string') return null;
  const text = data.trim();
  const numeric = types.includes('number') || types.includes('integer');
  if (numeric && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return null;
}
