import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { isJsonObject, moduleProblem } from '../../domain/index.ts';
import type { HubPlan } from '../../runtime/config/index.ts';
import type { Subject, TargetSubject } from '../../testing/index.ts';
import { findingText, runChecks } from '../conformance/run-checks.ts';
import type { Finding } from '../conformance/run-checks.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addJson } from '../options.ts';
import { print } from '../print.ts';

interface TestOptions {
  readonly config: string;
  readonly documents?: string;
  readonly json?: boolean;
}

type Documents = TargetSubject['document'];

const EXAMPLES: readonly Example[] = [
  ['stellwerk test connector warehouse', 'what its streams read; writes nothing'],
  [
    'stellwerk test connector warehouse --documents ./warehouse.documents.ts',
    'its lanes too, with documents of yours',
  ],
];

const NOTE = `--documents names a module whose default export is a function (key, state) => document. It returns the content of a
thing in the target's terms, a different one for each state 1, 2, 3. Use a test system: the things stay there. Checks that
need faults or changes in the source are in the library form, \`stellwerk/testing\`.`;

/** `stellwerk test`: tests what a user has written. */
export function addTest(program: Command): void {
  const command = program.command('test').description('test a connector of your own');
  addExamples(command, EXAMPLES);
  const connector = command
    .command('connector')
    .argument('<name>', 'its name under `connectors` of the configuration')
    .description('test that a connector keeps the contract that the hub relies on')
    .option('-c, --config <file>', 'the configuration', 'stellwerk.yaml')
    .option('--documents <module>', 'write documents of this module to the target, and delete some')
    .addHelpText('after', `\n${NOTE}`)
    .action(testConnector);
  addExamples(addJson(connector), EXAMPLES);
}

async function testConnector(name: string, options: TestOptions): Promise<void> {
  // Loaded only here, so that commands that call a hub start quickly.
  const { loadConfig } = await import('../../runtime/config/index.ts');
  const plan = await loadConfig(options.config, process.env);
  const document = options.documents === undefined ? null : await loadDocuments(options.documents);
  const findings: Finding[] = [];
  let part = '';
  await runAll(plan, name, document, (finding) => {
    findings.push(finding);
    if (options.json) return;
    if (finding.part !== part) print(`${part === '' ? '' : '\n'}${finding.part}`);
    part = finding.part;
    print(findingText(finding));
  });
  const counts = { kept: 0, broken: 0, skipped: 0 };
  for (const { result } of findings) counts[result]++;
  if (options.json) print(JSON.stringify({ ...counts, findings }));
  else print(`\n${counts.kept} kept, ${counts.broken} broken, ${counts.skipped} not checked`);
  if (counts.broken === 0) return;
  throw new CliError('failed', `The connector ${name} breaks ${counts.broken} of its promises.`);
}

/** Tests the connector, each stream that reads from it, and each lane that writes to it. */
async function runAll(
  plan: HubPlan,
  name: string,
  document: Documents | null,
  report: (finding: Finding) => void,
): Promise<void> {
  const { connectorChecks, sourceChecks, targetChecks } = await import('../../testing/index.ts');
  const connector = plan.connectors.find((one) => one.name === name);
  if (!connector) throw new CliError('notFound', `There is no connector ${name} in ${plan.file}.`);
  const { kind, settings } = connector;
  const subject: Subject = { open: () => kind.open(settings, { name, baseDir: plan.baseDir }) };
  await runChecks(`connector ${name}`, connectorChecks(subject), report);
  for (const stream of plan.streams.filter((one) => one.connector === name)) {
    const source = { settings: stream.source };
    await runChecks(`stream ${stream.name}`, sourceChecks({ ...subject, source }), report);
  }
  for (const lane of plan.streams.flatMap(({ lanes }) => lanes)) {
    if (lane.connector !== name) continue;
    const part = `lane ${lane.name}`;
    if (!document) {
      report({ part, ...WITHOUT_DOCUMENTS });
      continue;
    }
    const { entity, options } = lane.target;
    const field = lane.match?.targetField;
    const isFilled = field !== undefined && document('a', 1)[field] !== undefined;
    const target = { entity, options, document, ...(isFilled ? { matchField: field } : {}) };
    await runChecks(part, targetChecks({ ...subject, target }), report);
  }
}

const WITHOUT_DOCUMENTS = {
  promise: 'the target keeps its promises',
  result: 'skipped',
  why: 'nothing is written without --documents',
  at: 'Target',
} as const satisfies Omit<Finding, 'part'>;

async function loadDocuments(file: string): Promise<Documents> {
  const { default: document } = await (
    import(pathToFileURL(path.resolve(file)).href) as Promise<{ readonly default?: Documents }>
  ).catch((error: unknown) => {
    throw new CliError('failed', `The module ${file} cannot be loaded: ${moduleProblem(error)}.`);
  });
  if (typeof document === 'function' && isJsonObject(document('a', 1))) return document;
  throw new CliError(
    'failed',
    `The default export of ${file} must be a function (key, state) => document that returns an object.`,
  );
}
