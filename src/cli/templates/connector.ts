import { readdir, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file to write, by its absolute path. */
export interface NewFile {
  readonly file: string;
  readonly text: string;
}

/** The name in the template's files and texts. */
const SAMPLE = 'warehouse';

/**
 * Returns the files of a connector to start from: the module, its requests, its test, and an imitation of its system.
 * @param name lower case with dashes
 * @param folder where they will be; it need not exist yet
 */
export async function connectorFiles(
  name: string,
  folder: string,
  { js }: { readonly js: boolean },
): Promise<readonly NewFile[]> {
  const template = path.join(packageDir(), 'ops/template/connector');
  const ends = js ? 'js' : 'ts';
  const extension = (await isModuleFolder(folder)) ? ends : `m${ends}`;
  const names = (await readdir(template)).filter((file) => path.extname(file) === `.${ends}`);
  return Promise.all(
    names.sort().map(async (file) => {
      const text = await readFile(path.join(template, file), 'utf8');
      const named = file.replace(SAMPLE, name).replace(/\w+$/, extension);
      return { file: path.join(folder, named), text: rewrite(text, name, extension) };
    }),
  );
}

function rewrite(text: string, name: string, extension: string): string {
  return text
    .replaceAll(SAMPLE, name)
    .replaceAll('WarehouseSystem', `${pascal(name)}System`)
    .replaceAll(/(from '\.\/.*)\.\w+';/g, `$1.${extension}';`);
}

/**
 * Returns the command that runs a test file. The package brings its own Node; in a clone, which is not installed as a
 * package, its name has to be explained.
 */
export function testCommand(file: string): string {
  if (!import.meta.filename.endsWith('.ts')) return `npx node --test ${file}`;
  const hook = path.join(packageDir(), 'src/runtime/config/contract-name.ts');
  return `npx node --import ${pathToFileURL(hook).href} --test ${file}`;
}

/** The folder of package.json, both for the sources and for the compiled package, which lies one folder deeper. */
function packageDir(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error(`No package.json above ${import.meta.dirname}.`);
  return path.dirname(file);
}

/** Whether Node takes `.js` and `.ts` files there for modules. Elsewhere their names have to say it: `.mjs`, `.mts`. */
async function isModuleFolder(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null);
  if (text !== null) return (JSON.parse(text) as { readonly type?: string }).type === 'module';
  const above = path.dirname(folder);
  return above !== folder && isModuleFolder(above);
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|-+)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
