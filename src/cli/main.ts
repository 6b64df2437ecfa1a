import { CliError, reportError } from './exit.ts';
import { fileTrouble } from './file-trouble.ts';
import { createProgram } from './program.ts';

/** Longer than a flush takes. A handle that a connector left open must not keep a finished command alive. */
const LINGER_MS = 2_000;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `stellwerk status --watch | head -1` closes the pipe, which is a normal end.
  if (error.code === 'EPIPE') process.exit();
  // The output is incomplete, for example on a full disk.
  const told = fileTrouble(error, 'Standard output') ?? error.message;
  process.exit(reportError(new CliError('failed', told), process.env));
});

// Operators cannot act on deprecation warnings of libraries, and scripts read standard error.
process.noDeprecation = !process.env.STELLWERK_DEBUG;

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportError(error, process.env);
}
setTimeout(() => process.exit(), LINGER_MS).unref();
