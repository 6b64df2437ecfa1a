import { CliError, reportError } from './exit.ts';
import { fileTrouble } from './file-trouble.ts';
import { createProgram } from './program.ts';

/** Longer than a flush takes; something that a connector left open must not keep a finished command. */
const LINGER_MS = 2_000;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `stellwerk status --watch | head -1` closes the pipe, which is an ordinary end.
  if (error.code === 'EPIPE') process.exit();
  // The answer is incomplete, as where it goes into a file on a full disk.
  const told = fileTrouble(error, 'Standard output') ?? error.message;
  process.exit(reportError(new CliError('failed', told), process.env));
});

// What a library announces for some day is nothing that an operator can act on, and scripts read standard error.
process.noDeprecation = !process.env.STELLWERK_DEBUG;

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportError(error, process.env);
}
setTimeout(() => process.exit(), LINGER_MS).unref();
