import type { Verdict } from './verdict.ts';

/** The outcome of a record when its batch was settled. */
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
/** A position in the log that no longer holds a record. */
const NOBODY = '-';

/**
 * Encodes the outcomes of a batch run by run, a letter and a count each, such as `a998d1a1`. A thousand delivered records take
 * five characters, so a lane can keep the outcome of every record.
 * @param records in ascending order of seq, none before `firstSeq`
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

/** Returns the outcome of the record at `seq`; null when the batch held none there. */
export function outcomeAt(text: string, firstSeq: number, seq: number): RecordOutcome | null {
  let end = firstSeq;
  for (const [, letter = '', length] of text.matchAll(/(\D)(\d+)/g)) {
    end += Number(length);
    if (seq < end) return seq < firstSeq ? null : (outcomes.get(letter) ?? null);
  }
  return null;
}
