import { conversions } from './conversions.ts';

/** Returns what was meant by the parts; empty if it is no mistake. */
type Remedy = (...parts: string[]) => string;

/**
 * Syntax of other languages. Taken as the name of a field that no record has, it would leave its target empty without a
 * word. Names as exports have them, with spaces, commas, slashes, brackets or a plus, are none of these.
 */
const foreign: readonly (readonly [RegExp, Remedy])[] = [
  [/^(.+?)\s*(?:\|\||\?\?)\s*(.+)$/, (one, other) => `{ from: [${one}, ${other}] }`],
  [/^(.+?)\s*\|\s*(.+)$/, (from, steps) => converted(from, steps.split('|'))],
  [/^=\s*(.+)$/, (from) => from],
  [/^\{+\s*([^{}]+?)\s*\}+$/, (from) => from],
  [
    /^(.*[{}].*)$/,
    (text) => `{ template: '${text.replace(/\$?\{+/g, '{').replace(/\}+/g, '}')}' }`,
  ],
  [/^'(.*)'$/, (value) => `{ constant: ${value} }`],
  [/^(\w+)\((.+)\)$/, (name, from) => (conversions.has(name) ? converted(from, [name]) : '')],
  [/^(\S+)\s+\*\s+([\d.]+)$/, (from, by) => `{ from: ${from}, convert: { multiply: ${by} } }`],
  [/^(.+)\s\?\s.+\s:\s.+$/, (from) => `{ from: ${from}, lookup: { … } }`],
  [/^(.*\?\..*)$/, (path) => path.replaceAll('?.', '.')],
  [/^\/(.+)$/, (path) => path.replaceAll('/', '.')],
  [/^(.+?)\[\*?\]\.(.+)$/, (list, path) => `{ from: ${list}, each: { field: ${path} } }`],
  [/^\*$/, () => "'*': '*'"],
];

/** Returns what was probably meant by a source path in the syntax of another language; null if it is a plain path. */
export function meantBy(path: string): string | null {
  // A name in ["…"] may be anything.
  if (path.includes('["')) return null;
  for (const [syntax, remedy] of foreign) {
    const match = syntax.exec(path.trim());
    const meant = match && remedy(...match.slice(1));
    if (meant) return meant;
  }
  return null;
}

function converted(from: string, steps: readonly string[]): string {
  const names = steps.map((step) => step.trim());
  const [only] = names;
  return `{ from: ${from}, convert: ${names.length === 1 ? only : `[${names.join(', ')}]`} }`;
}
