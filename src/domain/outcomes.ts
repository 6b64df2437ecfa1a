import type { Verdict } from './verdict.ts';

/** What became of a record when a batch was settled. */
export type RecordOutcome = Verdict['kind'];

const letters = {
  applied: 'a',
  unchanged: 'u',
  superseded: 's',
  echo: 'e',
  retry: 'r',
  wait: 'w',
  'dead-letter': 'd',
} as const satisfies Record<RecordOutcome, string>;
const outcomes = new Map<string, RecordOutcome>(
  Object.entries(letters).map(([outcome, letter]) => [letter, outcome as RecordOutcome]),
);
/** A place in the log that holds no record any more. */
const NOBODY = '-';

/**
 * The outcomes of a batch as a short text: per run of equal ones a letter and how many, as `a998d1a1`. A thousand records that went
 * through are five characters, which is why a lane can keep what became of each.
 * @param records by rising seq, none before `firstSeq`
 */
export function encodeOutcomes(
  firstSeq: number,
  records: readonly { readonly seq: number; readonly outcome: RecordOutcome | null }[],
): string {
  let text = '';
  let run = { letter: '', length: 0 };
  const add = (letter: string, length: number) => {
    if (length === 0) return;
    if (run.letter !== letter) {
      if (run.length > 0) text += `${run.letter}${run.length}`;
      run = { letter, length: 0 };
    }
    run.length += length;
  };
  let next = firstSeq;
  for (const { seq, outcome } of records) {
    add(NOBODY, seq - next);
    add(outcome === null ? NOBODY : letters[outcome], 1);
    next = seq + 1;
  }
  return run.length > 0 ? `${text}${run.letter}${run.length}` : text;
}

/** What became of the record at `seq`; null when the batch held none there. */
export function outcomeAt(text: string, firstSeq: number, seq: number): RecordOutcome | null {
  let end = firstSeq;
  for (const [, letter = '', length] of text.matchAll(/(\D)(\d+)/g)) {
    end += Number(length);
    if (seq < end) return seq < firstSeq ? null : (outcomes.get(letter) ?? null);
  }
  return null;
}
