import path from 'node:path';
import { Failure } from '../../domain/index.ts';

/** One mistake in a configuration. */
export interface Mistake {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** As people write it: `streams.products.from.key`. */
  readonly path: string;
  /** The broken rule in one word, for programs. */
  readonly rule: string;
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** Formats one line per mistake, in the order of the file, so that editors can link to the place. */
export function formatMistakes(mistakes: readonly Mistake[]): string {
  return mistakes
    .map(({ file, line, column, path: where, message, remedy }) => {
      const place = `${path.relative(process.cwd(), file) || file}:${line}:${column}`;
      return `${place}  ${where === '' ? '' : `${where}: `}${message} ${remedy}`.trimEnd();
    })
    .join('\n');
}

export function configFailure(file: string, mistakes: readonly Mistake[]): Failure {
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
  return new Failure('CONFIG_INVALID', {
    message: `${file} has ${count}:\n${formatMistakes(mistakes)}`,
    details: { mistakes },
  });
}
