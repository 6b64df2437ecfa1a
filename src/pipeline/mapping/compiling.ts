import type { Json } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../spec/index.ts';
import type { MapFields } from './steps.ts';

export type Rule = Readonly<Record<string, Json>>;
export type At = readonly PathSegment[];

/** The state of a compilation. It collects mistakes, so that all are reported at once. */
export interface Compiling {
  readonly baseDir: string;
  readonly mistakes: SpecMistake[];
  /** Compiles a nested field list. */
  fields(spec: unknown, at: At): MapFields;
}

export function report(
  compiling: Compiling,
  path: At,
  rule: string,
  message: string,
  remedy: string,
): void {
  compiling.mistakes.push({ path, rule, message, remedy });
}
