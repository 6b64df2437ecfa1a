import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../../domain/index.ts';
import type { Fetch } from './nats-binary.ts';
import { run } from './programs.ts';

const VERSION = '2.14.5';
/** SHA-256 of the release's archives, by Node's platform and architecture. A change of VERSION needs new ones. */
const ARCHIVES: Readonly<Record<string, { readonly name: string; readonly sha256: string }>> = {
  'linux-x64': {
    name: 'linux-amd64',
    sha256: '5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355',
  },
  'linux-arm64': {
    name: 'linux-arm64',
    sha256: '673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c',
  },
  'darwin-x64': {
    name: 'darwin-amd64',
    sha256: 'f95c98d6b6ed2b63c5681b46b092c9585c99767d547cf495730c329234625e96',
  },
  'darwin-arm64': {
    name: 'darwin-arm64',
    sha256: 'ddd907854d9a2de834af133fa396915fe6442fe6d8909ae31390d1ea7a0fea50',
  },
};
/** Short, because many networks drop such calls instead of refusing them, and another way may follow. */
const ANSWER_WITHIN_MS = 6_000;
const DOWNLOAD_WITHIN_MS = 90_000;
const UNPACK_WITHIN_MS = 30_000;

/** Fetches the project's own release and verifies it against the checksum pinned here. */
export const fetchFromRelease: Fetch = async (folder, { onProgress, signal }) => {
  const archive = ARCHIVES[`${process.platform}-${process.arch}`];
  if (!archive) return null;
  const name = `nats-server-v${VERSION}-${archive.name}`;
  onProgress(`NATS: fetching nats-server ${VERSION} from its release page (7 MB, once per user)`);
  const bytes = await download(
    `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}.tar.gz`,
    signal,
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== archive.sha256)
    throw new Error(`the release ${name} has an unexpected checksum (${sha256}) and was not used`);
  const file = path.join(folder, 'release.tar.gz');
  await writeFile(file, bytes);
  await run('tar', ['-xzf', file, '-C', folder], { timeoutMs: UNPACK_WITHIN_MS, signal });
  return path.join(folder, name, 'nats-server');
};

async function download(url: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const noAnswer = new AbortController();
  const timer = setTimeout(() => noAnswer.abort(), ANSWER_WITHIN_MS);
  const limits = [noAnswer.signal, AbortSignal.timeout(DOWNLOAD_WITHIN_MS)];
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any(signal ? [...limits, signal] : limits),
    });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`its release page cannot be reached: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
