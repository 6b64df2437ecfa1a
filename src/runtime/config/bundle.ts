import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigBundle } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { readReferences } from './references.ts';
import { readYaml } from './yaml-file.ts';

const MAX_FILES = 500;
/** A call of the control API takes at most 2 MB. */
const MAX_BYTES = 1_500_000;
const NAME_MAX_CHARS = 512;
/** What file systems accept. */
const PART_MAX_BYTES = 255;

/**
 * Reads a configuration with all files that it names by relative paths. Files with absolute paths are expected on the
 * hub's machine and are left out, as are secret files and the data that connectors read and write.
 * @throws Failure CONFIG_INVALID when the file cannot be read
 */
export async function readBundle(file: string): Promise<ConfigBundle> {
  const root = path.resolve(file);
  const { value } = await readYaml(root);
  const texts = new Map([[root, await readFile(root, 'utf8')]]);
  for (const reference of await readReferences(value, path.dirname(root))) {
    if (path.isAbsolute(reference.written)) continue;
    for (const [name, text] of reference.texts) texts.set(name, text);
  }
  const common = commonFolder([...texts.keys()]);
  const nameOf = (of: string) => path.relative(common, of).split(path.sep).join('/');
  return {
    main: nameOf(root),
    files: Object.fromEntries(Array.from(texts, ([of, text]) => [nameOf(of), text])),
  };
}

/** @throws Failure INVALID_REQUEST when a configuration with its files is too large for a call of the control API */
export function checkTravels({ files }: ConfigBundle): void {
  const count = Object.keys(files).length;
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (count > MAX_FILES) throw refused(`it has ${count} files, more than ${MAX_FILES}`);
  if (bytes <= MAX_BYTES) return;
  throw refused(
    `it has ${bytes} bytes, more than ${MAX_BYTES}: name large files by an absolute path, and put them on the hub's machine`,
  );
}

/** Returns the SHA-256 of names and contents, in hexadecimal. */
export function bundleHash({ main, files }: ConfigBundle): string {
  const sorted = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([main, sorted]))
    .digest('hex');
}

/** Removes unpacked bundles, except one: its modules may still load more of its files. */
export async function keepOnlyUnpacked(dir: string, hash: string): Promise<void> {
  const folders = await readdir(dir).catch(() => []);
  for (const folder of folders) {
    if (folder !== hash) await rm(path.join(dir, folder), { recursive: true, force: true });
  }
}

/**
 * Writes a bundle into its own folder below `dir`, named after its content: modules are loaded by path, and each path
 * is loaded only once. An existing folder of that name has the same content.
 * @returns the path of the configuration
 * @throws Failure INVALID_REQUEST when a name leads out of the folder
 */
export async function unpackBundle(bundle: ConfigBundle, dir: string): Promise<string> {
  checkBundle(bundle);
  const folder = path.resolve(dir, bundleHash(bundle));
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  for (const [name, text] of Object.entries(bundle.files)) {
    const file = path.join(fresh, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
  }
  // Atomic, so that a crash never leaves half a bundle under this name.
  await rename(fresh, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(fresh, { recursive: true, force: true });
  });
  return path.join(folder, bundle.main);
}

function checkBundle({ main, files }: ConfigBundle): void {
  const names = Object.keys(files);
  const odd = names.find((name) => !isPlain(name));
  if (odd !== undefined) throw refused(`"${odd.slice(0, 100)}" is not a valid file name`);
  const folders = new Set(names.flatMap(foldersOf));
  const both = names.find((name) => folders.has(name));
  if (both !== undefined) throw refused(`"${both.slice(0, 100)}" is both a file and a folder`);
  if (!Object.hasOwn(files, main))
    throw refused(`it does not contain the file "${main.slice(0, 100)}"`);
}

function isPlain(name: string): boolean {
  if (name === '' || name.length > NAME_MAX_CHARS || /[\0\\]/.test(name)) return false;
  return name
    .split('/')
    .every((part) => !['', '.', '..'].includes(part) && Buffer.byteLength(part) <= PART_MAX_BYTES);
}

function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

function refused(reason: string): Failure {
  return new Failure('INVALID_REQUEST', {
    message: `The configuration with its files cannot be accepted: ${reason}.`,
  });
}

function commonFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => path.dirname(file).split(path.sep));
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (differs === -1 ? first : first.slice(0, differs)).join(path.sep) || path.sep;
}
