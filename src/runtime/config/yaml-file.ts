import { readFile } from 'node:fs/promises';
import type { Alias, Document, Node, YAMLError } from 'yaml';
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { Failure, fileProblem, textOf } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';
import type { Mistake } from './mistake.ts';

/** Rules that concern a key, not its value. */
const aboutKeys = new Set(['additionalProperties', 'unknown-key', 'unknown-keyword', 'name']);

/** A YAML (or JSON) file that can locate its values. */
export interface YamlFile {
  readonly file: string;
  /** Null after a syntax error; after repeated keys only, the rest can still be checked. */
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** Returns the mistake with its place in the file; for an absent field, where its parent begins. */
  locate(mistake: SpecMistake): Mistake;
}

/** @throws Failure CONFIG_INVALID when the file cannot be read */
export async function readYaml(file: string): Promise<YamlFile> {
  const text = await readFile(file)
    .then(textOf)
    .catch((error: unknown) => {
      const message = `The file ${file} cannot be read: ${fileProblem(error)}.`;
      throw new Failure('CONFIG_INVALID', { message, cause: error });
    });
  const lines = new LineCounter();
  // The library would compare each key of a map with all before it: seconds for ten thousand streams.
  const reading = { lineCounter: lines, merge: true, prettyErrors: false, uniqueKeys: false };
  const document = parseDocument(text, reading);
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const mistakes = [
    ...(document.contents === null && document.errors.length === 0
      ? [{ at: 0, words: emptyWords }]
      : []),
    ...firstOf(document.errors).map((error) => ({ at: error.pos[0], words: syntaxWords(error) })),
    ...repeatedKeys(document).map((at) => ({ at, words: repeatWords })),
  ]
    .sort((one, other) => one.at - other.at)
    .map(({ at, words }) => ({ ...place(at), ...words }));
  const { value, knot } =
    document.errors.length === 0 ? toValue(document) : { value: null, knot: null };
  return {
    file,
    value,
    mistakes: knot === null ? mistakes : [...mistakes, { ...place(knot.at), ...knot.words }],
    locate({ path, ...words }) {
      const offset = offsetOf(document, path, aboutKeys.has(words.rule));
      return { ...place(offset), path: pathText(path), ...words };
    },
  };
}

type Words = Pick<Mistake, 'path' | 'rule' | 'message' | 'remedy'>;

const emptyWords: Words = {
  path: '',
  rule: 'empty',
  message: 'The file is empty.',
  remedy: 'Fill it, or name another; the README shows an example.',
};

const repeatWords: Words = {
  path: '',
  rule: 'duplicate_key',
  message: 'Map keys must be unique.',
  remedy: 'Remove one of the two.',
};

/** The errors behind the first one mostly follow from it: one `${NAME}` without quotes makes fifty. */
function firstOf(errors: readonly YAMLError[]): readonly YAMLError[] {
  return [...errors].sort((one, other) => one.pos[0] - other.pos[0]).slice(0, 1);
}

function syntaxWords({ code, message }: YAMLError): Words {
  const rule = code.toLowerCase();
  if (code === 'MULTIPLE_DOCS') {
    const remedy = 'Remove the line `---`, or move what follows it to another file.';
    return { path: '', rule, message: 'A second document begins here.', remedy };
  }
  const remedy =
    code === 'BAD_INDENT' || code === 'TAB_AS_INDENT'
      ? 'Indent the line with spaces, as far as the lines it belongs to.'
      : 'Correct the syntax; put text with special characters, such as ${NAME} or * or :, in "quotes".';
  return { path: '', rule, message: `${message.replace(/\.$/, '')}.`, remedy };
}

/** Returns the offsets of keys that their map already contains. */
function repeatedKeys(document: Document): number[] {
  const found: number[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push(startOf(key));
        seen.add(key.value);
      }
    },
  });
  return found;
}

/** Anchors can produce values that JSON cannot express: an alias inside its own anchor, or one that multiplies without end. */
function toValue(document: Document): { value: unknown; knot: Knot | null } {
  try {
    return { value: JSON.parse(JSON.stringify(document.toJS() ?? null)), knot: null };
  } catch (error) {
    const message = `The anchors cannot be resolved: ${Failure.from(error).message.split('\n')[0]}.`;
    const remedy = 'Write the value itself; put text that begins with * in "quotes".';
    return {
      value: null,
      knot: { at: aliasAtFault(document), words: { path: '', rule: 'alias', message, remedy } },
    };
  }
}

interface Knot {
  readonly at: number;
  readonly words: Words;
}

/** Returns the offset of the first alias without an anchor; if all have one, of the first alias. */
function aliasAtFault(document: Document): number {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const fault = aliases.find((alias) => alias.resolve(document) === undefined) ?? aliases[0];
  return startOf(fault);
}

/**
 * Returns the place where a person looks for a mistake: the value when it is on the key's line (a scalar), else the
 * key. Below a missing part (a missing field, a merged map), the last key that exists.
 */
function offsetOf(document: Document, path: readonly PathSegment[], atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = isNode(document.contents) ? startOf(document.contents) : 0;
  for (const segment of path) {
    const child = childOf(isAlias(node) ? node.resolve(document) : node, segment);
    if (child === null) break;
    node = child.value;
    offset = (isScalar(node) && !atKey) || child.key === null ? startOf(node) : startOf(child.key);
  }
  return offset;
}

function childOf(node: unknown, segment: PathSegment): { key: unknown; value: unknown } | null {
  if (isSeq(node)) {
    const value = node.items[Number(segment)];
    return value === undefined ? null : { key: null, value };
  }
  if (!isMap(node)) return null;
  const named = ({ key }: { readonly key: unknown }): boolean =>
    isScalar(key) && String(key.value) === String(segment);
  return node.items.find(named) ?? null;
}

function startOf(node: unknown): number {
  return (node as Partial<Node> | undefined)?.range?.[0] ?? 0;
}
