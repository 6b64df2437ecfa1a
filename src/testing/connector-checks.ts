import type { Connector } from '../connector-api/index.ts';
import { Failure } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, check, need, thrown } from './check.ts';
import { during, needFault, Stage } from './stage.ts';
import type { Subject } from './subject.ts';
import type { Ended } from './time.ts';
import { aborted, calm, ended, interrupted, persisted } from './time.ts';

const IN_FLIGHT_MS = 200;

/** What the hub relies on when it opens a connector. */
export function connectorChecks(subject: Subject): Check[] {
  return [
    check('`check` succeeds while the system works', 'Connector.check', async () => {
      await using stage = new Stage(subject);
      const connector = stage.open();
      const end = await checked(connector);
      if (end.kind === 'threw') broken(`check threw ${thrown(end.error)}.`);
    }),
    check('`check` gives up when its signal aborts', 'Connector.check', async () => {
      await using stage = new Stage(subject);
      const connector = stage.open();
      await interrupted('check', (signal) => connector.check(signal));
      await ended('check', () => connector.check(aborted()));
    }),
    check(
      'a connector opens while its system is away, and `check` says so until the system is back',
      'Connector',
      async () => {
        needFault(subject, 'away');
        await using stage = new Stage(subject);
        const known = stage.open();
        await during(subject, 'away', async () => {
          for (const connector of [known, stage.open()]) {
            const end = await ended('check', () => connector.check(calm()));
            if (end.kind === 'returned') broken('check succeeded, but the system is away.');
            needUnavailable(end.error);
          }
        });
        const end = await checked(known);
        if (end.kind === 'threw')
          broken(`check threw ${thrown(end.error)}, but the system is back.`);
      },
    ),
    check(
      '`check` of a system that does not answer ends when its signal aborts',
      'Connector.check (must give up when the signal aborts)',
      async () => {
        needFault(subject, 'silent');
        await using stage = new Stage(subject);
        const connector = stage.open();
        await during(subject, 'silent', async () => {
          const end = await interrupted('check', (signal) => connector.check(signal), IN_FLIGHT_MS);
          need(end.kind === 'threw', 'check succeeded, but the system is silent.');
        });
      },
    ),
  ];
}

/** Checks again while it fails, as the hub does. */
function checked(connector: Connector): Promise<Ended<void>> {
  return persisted(
    () => ended('check', () => connector.check(calm())),
    ({ kind }) => kind === 'threw',
  );
}

function needUnavailable(error: unknown): void {
  const isRight = error instanceof Failure && error.code.endsWith('_UNAVAILABLE');
  if (!isRight) broken(`check threw ${thrown(error)} instead of a Failure …_UNAVAILABLE.`);
}
