import { createInterface } from 'node:readline/promises';
import { CliError } from '../exit.ts';

/**
 * Asks on the terminal before an operation that affects many. Without a terminal it is refused: scripts pass `--yes`.
 * @throws CliError usage without a terminal, failed when the answer is no
 */
export async function confirm(question: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) throw new CliError('usage', `${question} Confirm with --yes.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('failed', 'Nothing was done.');
  } finally {
    terminal.close();
  }
}
