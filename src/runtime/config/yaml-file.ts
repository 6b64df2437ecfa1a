import { readFile } from 'node:fs/promises';
import type { Document } from 'yaml';
import { LineCounter, isNode, parseDocument } from 'yaml';
import { Failure } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';
import type { Mistake } from './mistake.ts';

/** A YAML file whose values still know where they stand. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** Tells where in the file a mistake stands; for an absent field, where its parent begins. */
  locate(mistake: SpecMistake): Mistake;
}

/** @throws Failure CONFIG_INVALID when the file cannot be read */
export async function readYaml(file: string): Promise<YamlFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is none' : String(error);
    throw new Failure('CONFIG_INVALID', {
      message: `The configuration ${file} cannot be read: ${reason}.`,
      cause: error,
    });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const broken = document.errors.map(({ code, message, pos }): Mistake => {
    const { line, col } = lines.linePos(pos[0]);
    const what = `${message.replace(/\.$/, '')}.`;
    return {
      file,
      line,
      column: col,
      path: '',
      rule: code.toLowerCase(),
      message: what,
      remedy: '',
    };
  });
  return {
    file,
    value: broken.length > 0 ? null : (document.toJS() as unknown),
    mistakes: broken,
    locate({ path, rule, message, remedy }) {
      const { line, col } = lines.linePos(offsetOf(document, path));
      return { file, line, column: col, path: pathText(path), rule, message, remedy };
    },
  };
}

function offsetOf(document: Document, path: readonly PathSegment[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
