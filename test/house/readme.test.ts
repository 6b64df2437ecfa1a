import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { checkConfig, formatMistakes } from '../../src/runtime/config/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const guide = [
  'README.md',
  'ops/guide/connectors.md',
  'ops/guide/flows.md',
  'ops/guide/operate.md',
  'ops/guide/systems.md',
];
const decisions = readdirSync(path.join(root, 'docs/decisions')).map(
  (page) => `docs/decisions/${page}`,
);
const pages = [...guide, 'ARCHITECTURE.md', ...decisions, 'CONTRIBUTING.md', 'bench/README.md'];
const read = (page: string) => readFile(path.join(root, page), 'utf8');
const readme = (await Promise.all(guide.map(read))).join('\n');

test('every file and heading that the pages link to exists', async () => {
  for (const page of pages) {
    for (const [, to, heading] of (await read(page)).matchAll(
      /\]\((?!https?:)([^)#]*)#?([^)]*)\)/g,
    )) {
      const target = to ? path.join(path.dirname(page), to) : page;
      await access(path.resolve(root, target));
      if (heading)
        assert.ok(anchorsOf(await read(target)).includes(heading), `${page}: ${heading}`);
    }
  }
});

/** The anchors under which Markdown viewers show the headings of a page. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

for (const [sample, begin] of [
  ['the sample configuration of the README', '## Configure'],
  ['the JSON APIs of the guide', '## Read a JSON API'],
] as const) {
  test(`the hub accepts ${sample}`, async () => {
    const [, yaml = ''] =
      /```yaml\n(connectors:[^]*?streams:[^]*?)```/.exec(readme.slice(readme.indexOf(begin))) ?? [];
    assert.notEqual(yaml, '');
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-readme-'));
    try {
      await writeFile(path.join(dir, 'stellwerk.yaml'), yaml);
      await writeFile(path.join(dir, 'product.schema.json'), '{ "type": "object" }');
      const env = {
        SHOP_DATABASE_URL: 'postgres://u:p@localhost/shop',
        CMS_TOKEN: 't',
        PIM_SECRET: 's',
      };
      const { mistakes } = await checkConfig(path.join(dir, 'stellwerk.yaml'), env);
      assert.equal(formatMistakes(mistakes), '');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
}

test('ARCHITECTURE.md lists every decision of the pages, and no other', async () => {
  const listed = [...(await read('ARCHITECTURE.md')).matchAll(/^- \*\*([^*]+)\.\*\* /gm)];
  const written = (await Promise.all(decisions.map(read))).flatMap((page) => [
    ...page.matchAll(/^## (.+)$/gm),
  ]);
  const titles = (found: RegExpExecArray[]) => found.map(([, title]) => title).toSorted();
  assert.deepEqual(titles(listed), titles(written));
});

test('the command line knows every command of README and guide', async () => {
  const commands = new Set(
    [...readme.matchAll(/(?:npx |`|… npx )stellwerk ([a-z][a-z-]*)/g)].map(([, word]) => word),
  );
  assert.ok(commands.size >= 9);
  const bin = path.join(root, 'ops/bin/stellwerk.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [bin, '--help']);
  for (const command of commands) assert.match(stdout, new RegExp(`^  ${command}\\b`, 'm'));
});

test('the protocol has every method that README, guide and the grpcurl scripts call', async () => {
  const { stdout: calls } = await promisify(execFile)(
    'grep',
    ['-rhoE', '\\w+Service/[A-Z]\\w+', ...guide, 'ops/grpcurl'],
    { cwd: root },
  );
  const { stdout: protocol } = await promisify(execFile)(
    'grep',
    ['-rhE', '^(service|  rpc) ', 'proto'],
    { cwd: root },
  );
  const methods = new Set(calls.trim().split('\n'));
  assert.ok(methods.size >= 7);
  for (const method of methods) {
    const [, service = '', name = ''] = /(\w+)\/(\w+)/.exec(method) ?? [];
    const own = new RegExp(`service ${service} [^]*?(?=service |$)`).exec(protocol)?.[0];
    assert.match(own ?? '', new RegExp(`rpc ${name}\\(`), method);
  }
});

test('the code reads every environment variable of README and guide', async () => {
  const variables = new Set(readme.match(/STELLWERK_[A-Z_]+/g));
  const { stdout } = await promisify(execFile)(
    'grep',
    ['-rhoE', 'STELLWERK_[A-Z_]+', 'src', 'ops/bin'],
    { cwd: root },
  );
  for (const variable of variables) assert.ok(stdout.includes(variable), variable);
});
