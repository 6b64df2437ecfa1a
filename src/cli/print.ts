/** Writes one line of the answer to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
