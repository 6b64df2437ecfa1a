import { Command } from 'commander';
import { addDocs } from './commands/docs.ts';
import { addPause } from './commands/pause.ts';
import { addResume } from './commands/resume.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addValidate } from './commands/validate.ts';
import { packageVersion } from './version.ts';

/** The `stellwerk` command. Throws CommanderError instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('stellwerk')
    .description('Integration hub for commerce: runs a hub, and shows and steers a running one.')
    .version(packageVersion())
    .showSuggestionAfterError()
    .exitOverride();
  const commands = [addStart, addStatus, addPause, addResume, addSync, addValidate, addDocs];
  for (const add of commands) add(program);
  return program;
}
