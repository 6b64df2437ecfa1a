import { reportError } from './exit.ts';
import { createProgram } from './program.ts';

/** Longer than a flush takes; something that a connector left open must not keep a finished command. */
const LINGER_MS = 2_000;

// `stellwerk status --watch | head -1` closes the pipe, which is an ordinary end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// What a library announces for some day is nothing that an operator can act on, and scripts read standard error.
process.noDeprecation = !process.env.STELLWERK_DEBUG;

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportError(error, process.env);
}
setTimeout(() => process.exit(), LINGER_MS).unref();
