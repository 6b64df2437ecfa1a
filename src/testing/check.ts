import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../connector-api/index.ts';

/** One promise of the contract, to be checked. `test(check.title, check.run)` runs it under `node:test`. */
export interface Check {
  /** What is promised, as a sentence. */
  readonly title: string;
  /** Where the contract says so, such as `Target.deliver`. */
  readonly at: string;
  /**
   * Resolves if the connector keeps the promise.
   * @param context told, with the reason, when the check does not apply to the connector or the system
   * @throws Failure CONTRACT_BROKEN with what was seen and where the contract says otherwise
   */
  readonly run: (context?: SkipContext) => Promise<void>;
}

/** `TestContext` of `node:test` is one. */
export interface SkipContext {
  skip(reason?: string): void;
}

/** Ends a check that does not apply. */
class Skipped extends Error {}

/** Ends a check that found the promise broken. */
class Broken extends Error {}

export function skip(why: string): never {
  throw new Skipped(why);
}

/** @param seen what the connector did instead, as a sentence */
export function broken(seen: string): never {
  throw new Broken(seen);
}

export function need(holds: boolean, seen: string): asserts holds {
  if (!holds) broken(seen);
}

export function needEqual(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return;
  broken(`${what}: expected ${shown(expected)}, but found ${shown(found)}.`);
}

const MAX_SHOWN = 400;

export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)} …` : text;
}

/** What was thrown, for a sentence: `SOURCE_REFUSED (GET /x was answered 404)`. */
export function thrown(error: unknown): string {
  if (error instanceof Failure) return `${error.code} (${error.message})`;
  return error instanceof Error ? `${error.name} (${error.message})` : shown(error);
}

export function check(title: string, at: string, work: () => Promise<void>): Check {
  return {
    title,
    at,
    async run(context) {
      try {
        await work();
      } catch (caught) {
        const error = firstOf(caught);
        if (error instanceof Skipped) context?.skip(error.message);
        else throw contractBroken(title, at, error);
      }
    },
  };
}

/** What went wrong first: closing what a failed check has opened may fail as well. */
function firstOf(error: unknown): unknown {
  return error instanceof SuppressedError ? firstOf(error.suppressed) : error;
}

function contractBroken(title: string, at: string, error: unknown): Failure {
  const seen = error instanceof Broken ? error.message : `It failed with ${thrown(error)}.`;
  return new Failure('CONTRACT_BROKEN', {
    message: `A connector promises: ${title}. ${seen} See ${at} in the contract, src/connector-api.`,
    details: { promise: title, seen, at },
    cause: error instanceof Broken ? undefined : error,
  });
}
