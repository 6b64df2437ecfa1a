import { Command } from 'commander';
import { packageVersion } from '../control/index.ts';
import { addAudit } from './commands/audit.ts';
import { addApiKeys } from './commands/api-keys.ts';
import { addCerts } from './commands/certs.ts';
import { addDeadLetters } from './commands/dead-letters.ts';
import { addDocs } from './commands/docs.ts';
import { addInfo } from './commands/info.ts';
import { addKeys } from './commands/keys.ts';
import { addPause } from './commands/pause.ts';
import { addReplayLane } from './commands/replay.ts';
import { addResume } from './commands/resume.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addWhoAmI } from './commands/whoami.ts';
import { addValidate } from './commands/validate.ts';

const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 hub not reachable, 4 not found.';

/** The `stellwerk` command. Throws CommanderError instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('stellwerk')
    .description('Integration hub for commerce: runs a hub, and shows and steers a running one.')
    .version(packageVersion())
    .showSuggestionAfterError()
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride();
  const commands = [
    addStart,
    addStatus,
    addPause,
    addResume,
    addSync,
    addDeadLetters,
    addReplayLane,
    addKeys,
    addAudit,
    addInfo,
    addApiKeys,
    addWhoAmI,
    addCerts,
    addValidate,
    addDocs,
  ];
  for (const add of commands) add(program);
  return program;
}
