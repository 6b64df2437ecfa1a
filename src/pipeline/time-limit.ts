import { setImmediate } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';

/** The record at hand when this time is over is computed alone. */
const TOGETHER_MS = 1_000;
/** A computation that takes longer on a single record is taken for endless. */
export const ALONE_MS = 2_000;

/**
 * Computes a result for each input, in order, and ends a computation that does not end by itself, such as an expression with
 * exponential backtracking over a value that a stranger has typed. Without this it would stop the whole process.
 * @param late the result for an input on which `compute` was ended
 */
export async function eachInTime<Input, Result>(
  inputs: readonly Input[],
  compute: (input: Input) => Result,
  late: (input: Input) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  const computeNext = () => results.push(compute(inputs[results.length] as Input));
  const computeAll = () => {
    while (results.length < inputs.length) computeNext();
  };
  while (!endsWithin(TOGETHER_MS, computeAll) && results.length < inputs.length) {
    const suspect = results.length;
    if (!endsWithin(ALONE_MS, computeNext) && results.length === suspect)
      results.push(late(inputs[suspect] as Input));
    await setImmediate();
  }
  return results;
}

/** The same for a single computation, without giving way to others. */
export function inTime<Result>(compute: () => Result, late: () => Result): Result {
  const results: Result[] = [];
  const isDone = endsWithin(ALONE_MS, () => results.push(compute()));
  return isDone || results.length > 0 ? (results[0] as Result) : late();
}

const box = createContext({ compute: (): unknown => undefined }) as { compute: () => unknown };
const script = new Script('compute()');

/**
 * Runs a computation in the calling thread, and ends it when it takes too long: V8 does so only for what runs below a script. It must
 * not leave anything half done. Costs about 120 microseconds.
 */
function endsWithin(timeout: number, compute: () => unknown): boolean {
  box.compute = compute;
  try {
    script.runInContext(box, { timeout });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    box.compute = () => undefined;
  }
}
