import type { Json } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../spec/index.ts';
import type { MapFields } from './steps.ts';

export type Rule = Readonly<Record<string, Json>>;
export type At = readonly PathSegment[];

/** Collects mistakes while it compiles, so that all are told at once. */
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
