import type { Priority } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { LaneJob } from './lane-job.ts';
import type { RecordsAnswer, RecordsStep, RecordsTask } from './map-task.ts';
import { MAX_DEATHS } from './deaths.ts';
import { fromPlain } from './plain-failure.ts';
import type { Death } from './record-deaths.ts';
import { deathOf, watchRecords } from './record-deaths.ts';
import type { Threads } from './threads.ts';

/**
 * What goes to a worker at once: much beside what the way there costs, little enough that others get their turn soon, and that
 * neither thread holds much.
 */
const MAX_RECORDS = 100;
const MAX_CHARS = 256 * 1024;

export interface RecordsRun<Answer> {
  readonly job: LaneJob;
  readonly step: RecordsStep;
  readonly inputs: readonly unknown[];
  /** Asked whenever a worker is waited for. */
  readonly priority: () => Priority;
  readonly signal: AbortSignal;
  /** Makes an answer of what the worker sent. */
  readonly read: (sent: unknown) => Answer;
  /** What is answered for a record that ends every worker. */
  readonly atFault: (index: number, death: Death) => Answer;
}

/** Inputs that are still to be worked on, `to` excluded. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** Workers that ended over just these. */
  readonly deaths: number;
}

/**
 * Has workers answer for each input, several at a time. Where one ends, the record that it was at goes alone from then on, and the
 * others again without it; what ends three workers alone is at fault, and the rest is answered nevertheless.
 * @throws Failure what the lane's rules were refused for; CONFIG_INVALID or TIMED_OUT when workers end before they come to a record
 */
export async function runRecords<Answer>(
  threads: Threads,
  run: RecordsRun<Answer>,
): Promise<readonly Answer[]> {
  const { inputs } = run;
  const answers = new Array<Answer>(inputs.length);
  const open: Range[] = inputs.length === 0 ? [] : [{ from: 0, to: inputs.length, deaths: 0 }];
  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const hand = async (): Promise<void> => {
    while (open.length > 0) {
      const turn = { kind: 'batch', priority: run.priority(), signal } as const;
      await threads.hold(turn, async (either) => {
        const range = open.pop();
        if (!range) return;
        const { text, end } = textOf(range, inputs);
        if (end < range.to) open.push({ from: end, to: range.to, deaths: 0 });
        const task = { threads, run, range: { ...range, to: end }, text, signal: either };
        open.push(...(await work(task, answers)));
      });
    }
  };
  const hands = Math.min(threads.count, Math.ceil(inputs.length / MAX_RECORDS));
  const atWork = Array.from({ length: hands }, hand);
  try {
    await Promise.all(atWork);
    return answers;
  } finally {
    stop.abort();
    await Promise.allSettled(atWork);
  }
}

/** As many inputs as go at once. Made when a worker is free, so that the main thread never writes much text in one breath. */
function textOf({ from, to }: Range, inputs: readonly unknown[]): { text: string; end: number } {
  let text = JSON.stringify(inputs[from]);
  let end = from + 1;
  while (end < to && end - from < MAX_RECORDS && text.length < MAX_CHARS) {
    text += `\n${JSON.stringify(inputs[end])}`;
    end++;
  }
  return { text, end };
}

interface Work<Answer> {
  readonly threads: Threads;
  readonly run: RecordsRun<Answer>;
  readonly range: Range;
  readonly text: string;
  readonly signal: AbortSignal;
}

/** Has one worker answer for a range. @returns what is still to be worked on afterwards */
async function work<Answer>(
  { threads, run, range, text, signal }: Work<Answer>,
  answers: Answer[],
): Promise<readonly Range[]> {
  const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const bytes = new TextEncoder().encode(text);
  const { job, step } = run;
  const task: RecordsTask = { job, step, bytes, progress };
  using watch = watchRecords(progress, threads.recordLimitMs);
  let answer: RecordsAnswer;
  try {
    const either = AbortSignal.any([signal, watch.signal]);
    const options = { transferList: [bytes.buffer], signal: either };
    answer = (await threads.run('answerRecords', task, options)) as RecordsAnswer;
  } catch (error) {
    signal.throwIfAborted();
    const death = deathOf(watch.signal.aborted ? watch.signal.reason : error, threads);
    return afterDeath(run, range, { death, at: Atomics.load(progress, 0) }, answers);
  }
  if (answer.kind === 'refused') throw fromPlain(answer.failure);
  const answered = JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown[];
  answered.forEach((one, index) => (answers[range.from + index] = run.read(one)));
  return [];
}

/** @param at the record that was at hand, as `RecordsTask.progress` */
function afterDeath<Answer>(
  run: RecordsRun<Answer>,
  { from, to, deaths }: Range,
  { death, at }: { readonly death: Death; readonly at: number },
  answers: Answer[],
): readonly Range[] {
  const dead = deaths + 1;
  if (at === 0) {
    if (dead >= MAX_DEATHS) throw neverBegan(death);
    return [{ from, to, deaths: dead }];
  }
  if (to - from === 1) {
    if (dead < MAX_DEATHS) return [{ from, to, deaths: dead }];
    answers[from] = run.atFault(from, death);
    return [];
  }
  // Behind the last it may have been any: halves tell.
  const [start, end] =
    at > to - from ? [from + Math.ceil((to - from) / 2), to] : [from + at - 1, from + at];
  return [
    { from, to: start, deaths: 0 },
    { from: start, to: end, deaths: end - start === 1 ? 1 : 0 },
    { from: end, to, deaths: 0 },
  ].filter((range) => range.from < range.to);
}

function neverBegan({ kind, says }: Death): Failure {
  return new Failure(kind === 'late' ? 'TIMED_OUT' : 'CONFIG_INVALID', {
    message: `The lane's mapping ended ${MAX_DEATHS} workers before they came to a record: ${kind === 'late' ? 'none came so far in a minute' : says}. See what its module does while it is loaded.`,
    stage: 'map',
  });
}
