/** Returns the candidate that `word` most likely stands for, or null when none is similar enough. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  // A third of the letters may be wrong: finds typing errors and plurals, but not other words.
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Returns `Did you mean "x"?`, or the list of allowed words when none is similar. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const allowed = [...candidates];
  const near = nearest(word, allowed);
  if (near !== null) return `Did you mean \`${near}\`?`;
  if (allowed.length === 0) return 'Remove it: nothing is allowed here.';
  return `Allowed here: ${allowed.join(', ')}.`;
}

/** The Levenshtein distance, with two swapped neighbours counted as one error. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(older, j - 2) + 1);
      }
      row.push(cost);
    }
    [older, above] = [above, row];
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
