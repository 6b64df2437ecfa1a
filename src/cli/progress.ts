import yoctoSpinner from 'yocto-spinner';

/** Shorter waits pass before a person would read the line. */
const SHOW_AFTER_MS = 500;

/**
 * Shows on a terminal what a long call waits for, on standard error, until it is over. Elsewhere, and for `--json`, nothing is
 * written: a script reads only answers.
 * @param text as in `pausing products`
 */
export async function withProgress<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work();
  // The command's own handling of signals hangs up in order; the spinner's would exit at once.
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
