import yoctoSpinner from 'yocto-spinner';

/** Shorter waits are over before a person could read the line. */
const SHOW_AFTER_MS = 500;

/**
 * Shows on a terminal, on standard error, what a long call is waiting for. Without a terminal nothing is written: a script reads
 * only answers.
 * @param text such as `pausing products`
 */
export async function withProgress<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work();
  // The command handles signals itself and disconnects properly; the spinner would exit at once.
  const spinner = yoctoSpinner({ text, stream: process.stderr, handleSignals: false });
  const startedAtMs = performance.now();
  const shown = setTimeout(() => spinner.start(), SHOW_AFTER_MS);
  const counted = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
    if (spinner.isSpinning) spinner.text = `${text} (${seconds} s)`;
  }, 1_000);
  try {
    return await work();
  } finally {
    clearTimeout(shown);
    clearInterval(counted);
    spinner.stop();
  }
}
