import type { Json } from '../../domain/index.ts';
import type { PathSegment } from '../spec/index.ts';

/** Reads a path. `here` is the document, or the list item inside `each`; `root` is always the document. */
export type Read = (here: Json, root: Json) => Json | undefined;

const SEGMENT = /\.?([^.[\]"]+)|\[(-?\d+)\]|\["([^"]+)"\]/y;

/** Compiles a source path; returns null when it is not valid. */
export function compileSourcePath(text: string): Read | null {
  if (text === '.') return (here) => here;
  if (text === '$') return (_here, root) => root;
  const fromRoot = text.startsWith('$.');
  const segments = parseSegments(fromRoot ? text.slice(2) : text);
  if (segments === null) return null;
  const [first] = segments;
  if (fromRoot) return (_here, root) => walk(root, segments);
  // Most paths are a single name, which needs no loop.
  if (segments.length === 1 && first !== undefined) return (here) => step(here, first);
  return (here) => walk(here, segments);
}

function parseSegments(text: string): readonly PathSegment[] | null {
  const segments: PathSegment[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < text.length) {
    const startsWithDot = text[SEGMENT.lastIndex] === '.';
    if (startsWithDot !== (SEGMENT.lastIndex > 0 && text[SEGMENT.lastIndex] !== '[')) return null;
    const match = SEGMENT.exec(text);
    if (!match) return null;
    const [, name, index, quoted] = match;
    segments.push(index === undefined ? (name ?? quoted ?? '').trim() : Number(index));
  }
  return segments.length > 0 ? segments : null;
}

function walk(start: Json, segments: readonly PathSegment[]): Json | undefined {
  let value: Json | undefined = start;
  for (const segment of segments) {
    if (value === undefined) return undefined;
    value = step(value, segment);
  }
  return value;
}

/** Reads own fields only, so that a path cannot reach `constructor` and the like. */
function step(value: Json, segment: PathSegment): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value))
    return typeof segment === 'number' ? (value as readonly Json[]).at(segment) : undefined;
  return Object.hasOwn(value, segment)
    ? (value as Readonly<Record<string, Json>>)[segment]
    : undefined;
}
