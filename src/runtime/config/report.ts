import type { JsonSchema } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';
import { checkAgainst } from './check-schema.ts';
import { dropBroken } from './drop-broken.ts';
import type { Mistake } from './mistake.ts';
import { parseDuration, parseSize } from './quantities.ts';
import type { YamlFile } from './yaml-file.ts';

export type At = readonly PathSegment[];

const LOAD_REMEDY =
  'Correct the file, or its path, which is relative to the folder of the configuration.';

/** Collects mistakes while a plan is built, so that all are reported at once. */
export class Report {
  readonly mistakes: SpecMistake[] = [];
  /** Mistakes in other files: schemas, field lists. */
  readonly elsewhere: Mistake[] = [];
  readonly #references: ReadonlySet<string>;

  /** @param references paths (as text) of values that came from `${…}` */
  constructor(references: ReadonlySet<string>) {
    this.#references = references;
  }

  /**
   * Checks a part against its schema. Broken values are reported and removed from the part, so that the rest can be
   * used.
   * @returns whether nothing was wrong
   */
  check(schema: JsonSchema, part: unknown, at: At): boolean {
    const mistakes = checkAgainst(schema, part, at, this.#references);
    const within = mistakes.map((mistake) => ({ ...mistake, path: mistake.path.slice(at.length) }));
    this.adopt(at, within);
    dropBroken(part, within);
    return mistakes.length === 0;
  }

  /** Whether nothing at this path or below it is wrong so far. */
  isClean(at: At): boolean {
    return !this.mistakes.some(({ path }) => at.every((segment, index) => path[index] === segment));
  }

  add(path: At, rule: string, message: string, remedy: string): void {
    this.#tell({ path, rule, message, remedy });
  }

  /**
   * Takes over the mistakes that a compiler of a part found, with their paths from that part's root.
   * @param source the part's own file, when it has one: the mistakes are located there
   */
  adopt(at: At, mistakes: readonly SpecMistake[], source?: YamlFile): void {
    for (const mistake of mistakes) {
      if (source) this.elsewhere.push(source.locate(mistake));
      else this.#tell({ ...mistake, path: [...at, ...mistake.path] });
    }
  }

  /** Does the same for a part that failed, as a whole or with a list of mistakes. */
  adoptFailure(at: At, error: unknown, source?: YamlFile): void {
    const failure = Failure.from(error, 'CONFIG_INVALID');
    const { mistakes } = failure.details as { readonly mistakes?: readonly SpecMistake[] };
    if (mistakes) this.adopt(at, mistakes, source);
    else this.add(at, 'load', `${failure.message.replace(/\.$/, '')}.`, LOAD_REMEDY);
  }

  duration<Default>(value: unknown, at: At, fallback: Default): number | Default {
    return this.#quantity(
      value,
      at,
      fallback,
      parseDuration,
      'a duration, such as 250ms, 30s, 5m, 2h, 30d',
    );
  }

  size<Default>(value: unknown, at: At, fallback: Default): number | Default {
    return this.#quantity(value, at, fallback, parseSize, 'a size, such as 512MB or 10GiB');
  }

  /** The value of a broken reference is unknown, so other mistakes at its place are dropped. */
  #tell(mistake: SpecMistake): void {
    const at = pathText(mistake.path);
    const isUnknown = this.mistakes.some(
      ({ path, rule }) => rule === 'reference' && pathText(path) === at,
    );
    if (!isUnknown || mistake.rule === 'reference') this.mistakes.push(mistake);
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
    const shown = this.#references.has(pathText(at)) ? 'The value' : `\`${value}\``;
    this.add(at, 'quantity', `${shown} is not ${wanted.split(',')[0]}.`, `Write ${wanted}.`);
    return fallback;
  }
}
