import { Command } from 'commander';
import { addContexts } from './commands/context.ts';
import { packageVersion } from '../control/index.ts';
import { addAudit } from './commands/audit.ts';
import { addApply } from './commands/apply.ts';
import { addConfig } from './commands/config.ts';
import { addApiKeys } from './commands/api-keys.ts';
import { addCerts } from './commands/certs.ts';
import { addDeadLetters } from './commands/dead-letters.ts';
import { addErase } from './commands/erase.ts';
import { addDocs } from './commands/docs.ts';
import { addHelp } from './commands/help.ts';
import { addImport } from './commands/import.ts';
import { addImports } from './commands/imports.ts';
import { addInfo } from './commands/info.ts';
import { addKeys } from './commands/keys.ts';
import { addLogLevel } from './commands/log-level.ts';
import { addMerge } from './commands/merge.ts';
import { addNew } from './commands/new.ts';
import { addPause } from './commands/pause.ts';
import { addPlan } from './commands/plan.ts';
import { addRecord } from './commands/record.ts';
import { addReplayLane } from './commands/replay.ts';
import { addResume } from './commands/resume.ts';
import { addConflicts } from './commands/conflicts.ts';
import { addRuns } from './commands/runs.ts';
import { addSchedules } from './commands/schedules.ts';
import { addSplit } from './commands/split.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addTest } from './commands/test.ts';
import { addVerify } from './commands/verify.ts';
import { addWhoAmI } from './commands/whoami.ts';
import { addValidate } from './commands/validate.ts';
import { addCompletion } from './completion/index.ts';
import { addExamples } from './examples.ts';

const EXIT_CODES =
  'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 hub not reachable, 4 not found, 5 denied, 6 timed out, 7 differences (plan --exit-code, verify --exit-code).';

/** The `stellwerk` command. Throws CommanderError instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('stellwerk')
    .description('Integration hub for commerce: run a hub, and inspect and control a running one.')
    .version(packageVersion())
    .showSuggestionAfterError()
    .showHelpAfterError('"stellwerk help COMMAND" shows arguments, options and examples.')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride();
  addExamples(program, [
    ['stellwerk start', 'run a hub in this folder'],
    ['stellwerk status --watch', ''],
    ['stellwerk help dead-letters replay', 'every command has examples'],
  ]);
  const commands = [
    addStart,
    addStatus,
    addPause,
    addResume,
    addSync,
    addSchedules,
    addImport,
    addImports,
    addPlan,
    addVerify,
    addRuns,
    addConflicts,
    addRecord,
    addMerge,
    addSplit,
    addErase,
    addDeadLetters,
    addReplayLane,
    addKeys,
    addAudit,
    addInfo,
    addLogLevel,
    addApiKeys,
    addWhoAmI,
    addCerts,
    addValidate,
    addApply,
    addConfig,
    addDocs,
    addNew,
    addTest,
    addContexts,
    addHelp,
    // Must be last: it completes the commands added before it.
    addCompletion,
  ];
  for (const add of commands) add(program);
  return program;
}
