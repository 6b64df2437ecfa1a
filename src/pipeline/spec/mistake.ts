import { Failure } from '../../domain/index.ts';
import type { PathSegment } from './path-text.ts';
import { pathText } from './path-text.ts';

/** One mistake in a specification that an operator wrote. */
export interface SpecMistake {
  /** The place of the mistake, from the root of the specification. */
  readonly path: readonly PathSegment[];
  /** The broken rule in one word, for machines: `unknown-key`, `type`, `conversion`. */
  readonly rule: string;
  /** What is wrong. Contains no secrets. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** Returns the failure that refuses a specification, with all of its mistakes; `details.mistakes` holds the list. */
export function specFailure(what: string, mistakes: readonly SpecMistake[]): Failure {
  const lines = mistakes.map(({ path, message, remedy }) => {
    const where = pathText(path);
    return `${where === '' ? '' : `${where}: `}${message} ${remedy}`;
  });
  return new Failure('CONFIG_INVALID', {
    message: `${what} has ${countOf(mistakes.length)}: ${lines.join('; ')}`,
    details: { mistakes },
  });
}

function countOf(mistakes: number): string {
  return mistakes === 1 ? 'a mistake' : `${mistakes} mistakes`;
}
