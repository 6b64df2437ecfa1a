import type { Target } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, need, skip } from './check.ts';
import type { Stage } from './stage.ts';
import { during, needFault } from './stage.ts';
import type { Subject, TargetSubject } from './subject.ts';
import type { TargetDriver } from './target-driver.ts';
import { targetCheck } from './target-driver.ts';
import { needCode, PASSING } from './target-failures.ts';
import { valueIn } from './target-questions.ts';
import { calm, ended, interrupted } from './time.ts';

/** Enough for a connection to be made and the request to be sent. */
const IN_FLIGHT_MS = 200;

/** A question to a target about a thing that it holds. */
interface Question {
  readonly name: string;
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
}

/** What the hub relies on when it asks a target that cannot answer. An empty answer would have it write things a second time. */
export function unansweredChecks(subject: Subject, target: TargetSubject): Check[] {
  const staged = targetCheck(subject, target);
  return [
    staged(
      'while the system is away `peek`, `keys` and `match` fail with TARGET_UNAVAILABLE instead of finding nothing',
      'Target.match (throws like `deliver`)',
      async (stage, driver) => {
        needFault(subject, 'away');
        const questions = await questionsTo(stage.target(), stage, driver, target);
        await during(subject, 'away', async () => {
          for (const { name, ask } of questions) {
            const end = await ended(name, () => ask(calm()));
            if (end.kind === 'returned') broken(`${name} answered, but the system is away.`);
            needCode(end.error, PASSING);
          }
        });
      },
    ),
    staged(
      '`peek`, `keys` and `match` of a system that does not answer end when their signal aborts, and otherwise by a time limit',
      'the rules of src/connector-api/index.ts (nothing waits without a limit or a signal)',
      async (stage, driver) => {
        needFault(subject, 'silent');
        const questions = await questionsTo(stage.target(), stage, driver, target);
        await during(subject, 'silent', async () => {
          for (const { name, ask } of questions) {
            const stopped = await interrupted(name, ask, IN_FLIGHT_MS);
            need(stopped.kind === 'threw', `${name} answered, but the system is silent.`);
            const end = await ended(name, () => ask(calm()));
            if (end.kind === 'returned') broken(`${name} answered, but the system is silent.`);
            needCode(end.error, PASSING);
          }
        });
      },
    ),
  ];
}

/** What the target can be asked, about a thing that was delivered to it. */
async function questionsTo(
  open: Target,
  stage: Stage,
  driver: TargetDriver,
  { matchField }: TargetSubject,
): Promise<readonly Question[]> {
  const delivery = driver.delivery(stage.key('a'), 1);
  const [known] = await driver.apply(open, [delivery]);
  if (!known) return broken('There is no outcome.');
  const things = [driver.thing(known, 1)];
  const questions: Question[] = [];
  if (open.peek)
    questions.push({ name: 'peek', ask: async (signal) => open.peek?.({ things, signal }) });
  if (open.keys) {
    const ask = async (signal: AbortSignal) => open.keys?.({ after: null, limit: 10, signal });
    questions.push({ name: 'keys', ask });
  }
  if (open.match && matchField !== undefined) {
    const request = { field: matchField, values: [valueIn(delivery, matchField)] };
    questions.push({ name: 'match', ask: async (signal) => open.match?.({ ...request, signal }) });
  }
  return questions.length > 0 ? questions : skip('the target has no `peek`, `keys` or `match`');
}
