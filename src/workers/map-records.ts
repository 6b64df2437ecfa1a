import type { Priority } from '../domain/index.ts';
import { eitherSignal, Failure } from '../domain/index.ts';
import { MAX_DEATHS } from './deaths.ts';
import type { LaneJob } from './lane-job.ts';
import type { RecordsAnswer, RecordsStep, RecordsTask } from './map-task.ts';
import { fromPlain } from './plain-failure.ts';
import type { Death } from './record-deaths.ts';
import { deathOf, watchRecords } from './record-deaths.ts';
import type { Threads } from './threads.ts';

/**
 * Limits of one task: large compared with the cost of sending it, but small enough that others get their turn soon and
 * that neither thread holds much.
 */
const MAX_RECORDS = 100;
const MAX_CHARS = 256 * 1024;

export interface RecordsOrder<Answer> {
  readonly job: LaneJob;
  readonly step: RecordsStep;
  readonly inputs: readonly unknown[];
  /** Called whenever the work waits for a worker. */
  readonly priority: () => Priority;
  readonly signal: AbortSignal;
  /** Decodes an answer from what the worker sent. */
  readonly read: (sent: unknown) => Answer;
  /** Returns the answer for a record that ends every worker. */
  readonly atFault: (index: number, death: Death) => Answer;
}

/**
 * Processes the inputs in several workers at a time. If a worker ends, the record it was working on is
 * retried alone, and the others without it. A record that ends three workers alone is at fault; the others still
 * get their answers.
 * @throws Failure the reason why the lane's rules were refused; CONFIG_INVALID or TIMED_OUT if workers end before they reach a
 *   record; TIMED_OUT if none becomes free; the signal's reason when it aborts
 */
export async function runRecords<Answer>(
  threads: Threads,
  order: RecordsOrder<Answer>,
): Promise<readonly Answer[]> {
  const stop = new AbortController();
  using either = eitherSignal(order.signal, stop.signal);
  const run = new RecordsRun(threads, order, either.signal);
  const hands = Math.min(threads.count, Math.ceil(order.inputs.length / MAX_RECORDS));
  const atWork = Array.from({ length: hands }, () => run.work());
  try {
    await Promise.all(atWork);
    return run.answers;
  } finally {
    stop.abort();
    await Promise.allSettled(atWork);
  }
}

/** A range of inputs still to be processed, `to` excluded. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** Number of workers that ended on exactly these inputs. */
  readonly deaths: number;
}

class RecordsRun<Answer> {
  readonly answers: Answer[];
  readonly #threads: Threads;
  readonly #order: RecordsOrder<Answer>;
  readonly #signal: AbortSignal;
  readonly #open: Range[];

  constructor(threads: Threads, order: RecordsOrder<Answer>, signal: AbortSignal) {
    const { length } = order.inputs;
    this.#threads = threads;
    this.#order = order;
    this.#signal = signal;
    this.#open = [{ from: 0, to: length, deaths: 0 }];
    this.answers = new Array<Answer>(length);
  }

  /** Keeps one worker busy while there is work. */
  async work(): Promise<void> {
    while (this.#open.length > 0) {
      const turn = { kind: 'batch', priority: this.#order.priority() } as const;
      await this.#threads.hold({ ...turn, signal: this.#signal }, (signal) =>
        this.#answerSome(signal),
      );
    }
  }

  async #answerSome(signal: AbortSignal): Promise<void> {
    const range = this.#open.pop();
    // Another loop may have taken the last range meanwhile.
    if (!range) return;
    const { text, to } = textOf(this.#order.inputs, range);
    if (to < range.to) this.#open.push({ from: to, to: range.to, deaths: 0 });
    await this.#answer({ ...range, to }, text, signal);
  }

  async #answer(range: Range, text: string, signal: AbortSignal): Promise<void> {
    const { job, step, read } = this.#order;
    const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const bytes = new TextEncoder().encode(text);
    const task: RecordsTask = { job, step, bytes, progress };
    using watch = watchRecords(progress, this.#threads.recordLimitMs);
    let answer: RecordsAnswer;
    try {
      const either = AbortSignal.any([signal, watch.signal]);
      const options = { transferList: [bytes.buffer], signal: either };
      answer = (await this.#threads.run('answerRecords', task, options)) as RecordsAnswer;
    } catch (error) {
      signal.throwIfAborted();
      const death = deathOf(watch.signal.aborted ? watch.signal.reason : error, this.#threads);
      this.#afterDeath(range, Atomics.load(progress, 0), death);
      return;
    }
    if (answer.kind === 'refused') throw fromPlain(answer.failure);
    const sent = JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown[];
    sent.forEach((one, index) => (this.answers[range.from + index] = read(one)));
  }

  /** @param at the record being processed, as in `RecordsTask.progress` */
  #afterDeath({ from, to, deaths }: Range, at: number, death: Death): void {
    const again = { from, to, deaths: deaths + 1 };
    const isOut = again.deaths >= MAX_DEATHS;
    if (at === 0 && isOut) throw neverBegan(death);
    if (at === 0) this.#open.push(again);
    else if (to - from > 1) this.#open.push(...parted(from, to, at));
    else if (isOut) this.answers[from] = this.#order.atFault(from, death);
    else this.#open.push(again);
  }
}

/**
 * Returns the text of one task. Built only once a worker is free, so that the main thread never serializes much text in
 * one go.
 */
function textOf(inputs: readonly unknown[], range: Range): { text: string; to: number } {
  let text = JSON.stringify(inputs[range.from]);
  let to = range.from + 1;
  while (to < range.to && to - range.from < MAX_RECORDS && text.length < MAX_CHARS) {
    text += `\n${JSON.stringify(inputs[to])}`;
    to++;
  }
  return { text, to };
}

/**
 * Splits a range into the record being processed and those before and after it, or into halves if the worker ended
 * after the last record.
 */
function parted(from: number, to: number, at: number): readonly Range[] {
  const middle = from + Math.ceil((to - from) / 2);
  const ranges =
    at > to - from
      ? [
          { from, to: middle, deaths: 0 },
          { from: middle, to, deaths: 0 },
        ]
      : [
          { from, to: from + at - 1, deaths: 0 },
          { from: from + at - 1, to: from + at, deaths: 1 },
          { from: from + at, to, deaths: 0 },
        ];
  return ranges.filter((range) => range.from < range.to);
}

function neverBegan({ kind, says }: Death): Failure {
  if (kind === 'late') {
    const message = `No worker reached a record within a minute, ${MAX_DEATHS} times: the machine is overloaded, or loading the mapping module never finishes.`;
    return new Failure('TIMED_OUT', { message, stage: 'map' });
  }
  const message = `Loading the mapping and schemas of the lane ended ${MAX_DEATHS} workers in a row: ${says}.`;
  return new Failure('CONFIG_INVALID', { message, stage: 'map' });
}
