import { isJsonObject } from '../../domain/index.ts';

/** The fields at the top of a target's document, each with the fields at the top of the source's that it is made from. */
type Makes = ReadonlyMap<string, ReadonlySet<string>>;

/** A field that a lane writes, and a field that it makes it from, both at the top of their documents. */
export interface Crossing {
  readonly to: string;
  readonly from: string;
}

/**
 * Returns the fields that a lane makes from fields which the opposite lane makes from them in turn. Unless such a pair is
 * merged, each lane writes its own side's value over an edit on the other.
 */
export function crossings(there: unknown, back: unknown): readonly Crossing[] {
  const [one, other] = [makesOf(there), makesOf(back)];
  return [...one].flatMap(([to, sources]) =>
    [...sources].filter((from) => other.get(from)?.has(to)).map((from) => ({ to, from })),
  );
}

/** @param map as configured; a module's is not known */
function makesOf(map: unknown): Makes {
  const makes = new Map<string, Set<string>>();
  for (const [field, rule] of isJsonObject(map) ? Object.entries(map) : []) {
    const made = makes.get(topOf(field)) ?? new Set();
    makes.set(topOf(field), made);
    for (const source of sourcesOf(rule)) made.add(topOf(source));
  }
  return makes;
}

/** Returns the paths that a rule reads from the document itself. */
function sourcesOf(rule: unknown): readonly string[] {
  if (typeof rule === 'string') return [rule];
  if (!isJsonObject(rule)) return [];
  const { from = [], template, fields } = rule;
  return [
    ...(Array.isArray(from) ? from : [from]).filter((path) => typeof path === 'string'),
    ...(typeof template === 'string' ? pathsIn(template) : []),
    ...(isJsonObject(fields) ? Object.values(fields).flatMap(sourcesOf) : []),
  ];
}

function pathsIn(template: string): readonly string[] {
  return Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, path = '']) => path);
}

/** Returns the first name of a path, which may stand in brackets. */
function topOf(path: string): string {
  const [, quoted, name = ''] = /^(?:\$\.)?(?:\["([^"]+)"\]|([^.[\]]*))/.exec(path.trim()) ?? [];
  return quoted ?? name.trim();
}
