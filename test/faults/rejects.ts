/** What was kept of rows that cannot be records, against what had to be: each once, and no other. @returns what is wrong, as text */
export function wrongRejects(due: readonly string[], kept: readonly string[]): string[] {
  const times = (name: string, names: readonly string[]) =>
    names.reduce((sum, one) => (one === name ? sum + 1 : sum), 0);
  return [...new Set([...due, ...kept])]
    .filter((name) => times(name, due) !== times(name, kept))
    .map((name) => `${name}: ${times(name, due)} due, ${times(name, kept)} kept`);
}
