import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fetch } from './nats-binary.ts';
import { findOnPath, run } from './programs.ts';
import type { EmbeddedOptions } from './servers.ts';

interface Distribution {
  readonly name: string;
  /** The suite with a sufficiently new nats-server. */
  readonly suite: string;
  readonly component: string;
  readonly keyring: string;
}

/** By `ID` of /etc/os-release. */
const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  debian: {
    name: 'Debian sid',
    suite: 'sid',
    component: 'main',
    keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  },
  ubuntu: {
    name: "Ubuntu's coming release",
    suite: 'devel',
    component: 'universe',
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  },
};
const ASK_WITHIN_MS = 20_000;
const UPDATE_WITHIN_MS = 120_000;
const DOWNLOAD_WITHIN_MS = 120_000;
const MAX_MIRRORS = 3;

/**
 * Fetches the distribution's own package from the system's own mirror. apt checks the signature and uses a private
 * state, so this needs no root and changes nothing in the system.
 */
export const fetchFromDistribution: Fetch = async (folder, options) => {
  const { id, codename } = await osRelease();
  const distribution = DISTRIBUTIONS[id];
  if (!distribution) return null;
  for (const tool of ['apt-get', 'dpkg']) {
    if (!(await findOnPath(tool, options.env))) throw new Error(`this system has no ${tool}`);
  }
  options.onProgress(
    `NATS: fetching nats-server from ${distribution.name} by apt (5 MB, once per user)`,
  );
  const mirrors = await mirrorsOf(id, codename, options);
  let failure: unknown = new Error('apt knows no archive of this distribution');
  for (const [index, mirror] of mirrors.entries()) {
    try {
      const work = path.join(folder, `mirror-${index}`);
      return await fetchFromMirror(work, mirror, distribution, options);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

async function fetchFromMirror(
  work: string,
  mirror: string,
  distribution: Distribution,
  { signal }: EmbeddedOptions,
): Promise<string> {
  const apt = await privateApt(work, mirror, distribution);
  await run('apt-get', [...apt, 'update'], { timeoutMs: UPDATE_WITHIN_MS, signal });
  await run('apt-get', [...apt, 'download', 'nats-server'], {
    timeoutMs: DOWNLOAD_WITHIN_MS,
    cwd: work,
    signal,
  });
  const deb = (await readdir(work)).find((name) => name.endsWith('.deb'));
  if (!deb) throw new Error(`${distribution.name} has no nats-server`);
  await run('dpkg', ['-x', path.join(work, deb), path.join(work, 'package')], {
    timeoutMs: ASK_WITHIN_MS,
    signal,
  });
  return path.join(work, 'package', 'usr', 'sbin', 'nats-server');
}

async function osRelease(): Promise<{ readonly id: string; readonly codename: string }> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: field('ID'), codename: field('VERSION_CODENAME') };
}

/**
 * Returns the mirrors of the system's main archive, most likely first. Update and security archives
 * (`bookworm-updates`) carry other suites; a third-party archive may have the same release name, but then apt refuses
 * it for its signature.
 */
async function mirrorsOf(
  id: string,
  codename: string,
  { signal }: EmbeddedOptions,
): Promise<string[]> {
  // Without release info apt answers from its sources only, even on a machine that never fetched a package list.
  const listed = await run(
    'apt-get',
    ['indextargets', '--no-release-info', '--format', '$(RELEASE) $(REPO_URI)'],
    { timeoutMs: ASK_WITHIN_MS, signal },
  );
  const archives = listed.split('\n').map((line) => line.split(' '));
  const uris = archives.flatMap(([release, uri]) =>
    uri && (release === codename || !release?.includes('-')) ? [uri] : [],
  );
  const isMain = (uri: string) => Number(uri.replace(/\/$/, '').endsWith(`/${id}`));
  return [...new Set(uris)].sort((one, other) => isMain(other) - isMain(one)).slice(0, MAX_MIRRORS);
}

/** Creates folders and options for an apt that does not touch the system's state. */
async function privateApt(
  folder: string,
  mirror: string,
  { suite, component, keyring }: Distribution,
): Promise<string[]> {
  const state = path.join(folder, 'state');
  const cache = path.join(folder, 'cache');
  const etc = path.join(folder, 'etc');
  await mkdir(path.join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(path.join(cache, 'archives', 'partial'), { recursive: true });
  await mkdir(etc);
  const sources = path.join(etc, 'sources.list');
  await writeFile(sources, `deb [signed-by=${keyring}] ${mirror} ${suite} ${component}\n`);
  const settings = [
    `Dir::State=${state}`,
    `Dir::Cache=${cache}`,
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=-',
    'Dir::Etc::preferences=-',
    'Dir::Etc::preferencesparts=-',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
    // As root, apt would switch to a user that cannot enter a private cache folder.
    'APT::Sandbox::User=root',
    // A failed download of the lists must be an error, not a warning.
    'APT::Update::Error-Mode=any',
  ];
  return ['-qq', ...settings.flatMap((setting) => ['-o', setting])];
}
