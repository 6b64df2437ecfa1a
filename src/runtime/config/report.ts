import { Failure } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { parseDuration, parseSize } from './quantities.ts';

export type At = readonly PathSegment[];

/** Collects mistakes while a plan is built, so that all are told at once. */
export class Report {
  readonly mistakes: SpecMistake[] = [];

  add(path: At, rule: string, message: string, remedy: string): void {
    this.mistakes.push({ path, rule, message, remedy });
  }

  /** Takes over what a compiler of a part found, with its paths from that part's root. */
  adopt(at: At, mistakes: readonly SpecMistake[]): void {
    for (const mistake of mistakes)
      this.mistakes.push({ ...mistake, path: [...at, ...mistake.path] });
  }

  /** The same for a part that failed as a whole. */
  adoptFailure(at: At, error: unknown): void {
    const failure = Failure.from(error, 'CONFIG_INVALID');
    const { mistakes } = failure.details as { readonly mistakes?: readonly SpecMistake[] };
    if (mistakes) this.adopt(at, mistakes);
    else this.add(at, 'load', `${failure.message.replace(/\.$/, '')}.`, '');
  }

  duration<Default>(value: unknown, at: At, fallback: Default): number | Default {
    return this.#quantity(
      value,
      at,
      fallback,
      parseDuration,
      'a duration, as 250ms, 30s, 5m, 2h, 30d',
    );
  }

  size<Default>(value: unknown, at: At, fallback: Default): number | Default {
    return this.#quantity(value, at, fallback, parseSize, 'a size, as 512MB or 10GiB');
  }

  #quantity<Default>(
    value: unknown,
    at: At,
    fallback: Default,
    parse: (text: string) => number | null,
    wanted: string,
  ): number | Default {
    if (typeof value !== 'string') return fallback;
    const parsed = parse(value);
    if (parsed !== null) return parsed;
    this.add(
      at,
      'quantity',
      `\`${value}\` is not ${wanted.split(',')[0] ?? wanted}.`,
      `Write ${wanted}.`,
    );
    return fallback;
  }
}
