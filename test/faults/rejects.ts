/** Compares the rejected rows that were kept with those expected: each once, and no others. @returns the deviations, as text */
export function wrongRejects(due: readonly string[], kept: readonly string[]): string[] {
  const times = (name: string, names: readonly string[]) =>
    names.reduce((sum, one) => (one === name ? sum + 1 : sum), 0);
  return [...new Set([...due, ...kept])]
    .filter((name) => times(name, due) !== times(name, kept))
    .map((name) => `${name}: ${times(name, due)} expected, ${times(name, kept)} kept`);
}
