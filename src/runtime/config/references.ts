import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { init, parse as parseImports } from 'es-module-lexer';
import { parse as parseYaml } from 'yaml';
import { Failure, fileProblem, textOf } from '../../domain/index.ts';
import { MODULE } from './load-parts.ts';
import type { At } from './report.ts';

const STRUCTURED = /\.(json|ya?ml)$/;

/** A file that a configuration names, with all files that it names in turn. */
export interface Reference {
  /** Where the configuration names it. */
  readonly at: At;
  /** Its name as written there. */
  readonly written: string;
  /** SHA-256 of all contents, in hexadecimal. Independent of where the files are. */
  readonly digest: string;
  /** Contents by absolute path, the file's own first. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Finds the files that belong to a configuration: schemas, field lists, lookup tables, mapping and connector modules
 * with their imports. Data that a connector reads or writes is not included. Missing files are left out: the code that
 * loads them reports it better.
 * @param value the configuration, as parsed
 * @param baseDir the folder from which its files are resolved
 * @throws Failure CONFIG_INVALID for a file that is not UTF-8
 */
export async function readReferences(value: unknown, baseDir: string): Promise<Reference[]> {
  await init();
  const references: Reference[] = [];
  for (const { at, written } of placesIn(value)) {
    const texts = await readAll(path.resolve(baseDir, written));
    if (texts.size > 0) references.push({ at, written, digest: digestOf(texts), texts });
  }
  return references;
}

/** Returns the contents of a file and of all files that it names, by absolute path. */
export async function readTexts(file: string): Promise<ReadonlyMap<string, string>> {
  await init();
  return readAll(path.resolve(file));
}

interface Place {
  readonly at: At;
  readonly written: string;
}

/** Returns the places where a configuration names a file. */
function placesIn(value: unknown): Place[] {
  const { connectors, streams } = asObject(value);
  const kinds = Object.entries(asObject(connectors)).flatMap(([name, connector]) =>
    named(asObject(connector).kind, ['connectors', name, 'kind']).filter(({ written }) =>
      /^[./]/.test(written),
    ),
  );
  const parts = Object.entries(asObject(streams)).flatMap(([name, stream]) => {
    const { validate, to } = asObject(stream);
    const at: At = ['streams', name];
    const targets = Array.isArray(to) ? to : [];
    return [
      ...named(validate, [...at, 'validate']),
      ...targets.flatMap((target, index) => {
        const { map, validate: mapped } = asObject(target);
        const entry = [...at, 'to', index];
        return [
          ...named(map, [...entry, 'map']),
          ...lookupsIn(map, [...entry, 'map']),
          ...named(mapped, [...entry, 'validate']),
        ];
      }),
    ];
  });
  return [...kinds, ...parts];
}

function named(value: unknown, at: At): Place[] {
  return typeof value === 'string' ? [{ at, written: value }] : [];
}

/** Returns the lookup files of a field list, at any depth. */
function lookupsIn(value: unknown, at: At): Place[] {
  return Object.entries(asObject(value)).flatMap(([name, child]) => {
    const below = [...at, Array.isArray(value) ? Number(name) : name];
    return name === 'lookup' && typeof child === 'string'
      ? [{ at: below, written: child }]
      : lookupsIn(child, below);
  });
}

async function readAll(root: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const waiting = [root];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) continue;
    const text = textIn(file, bytes);
    texts.set(file, text);
    const dir = path.dirname(file);
    waiting.push(...namesIn(file, text).map((name) => path.resolve(dir, name)));
  }
  return texts;
}

/** Not left to the code that loads the file: a configuration that travels is loaded from its texts. */
function textIn(file: string, bytes: Buffer): string {
  try {
    return textOf(bytes);
  } catch (error) {
    const message = `The file ${file} cannot be read: ${fileProblem(error)}.`;
    throw new Failure('CONFIG_INVALID', { message, cause: error });
  }
}

/**
 * Returns the files that a file names, relative to it. A file that cannot be parsed names none: the code that loads it
 * reports it better.
 */
function namesIn(file: string, text: string): string[] {
  try {
    if (MODULE.test(file)) {
      const [imports] = parseImports(text);
      // Node removes type-only imports; packages are the hub's own.
      return imports.flatMap((one) => {
        const { specifier } = one;
        if (one.type === 'static' && one.typeOnly) return [];
        return typeof specifier === 'string' && /^\.\.?\//.test(specifier) ? [specifier] : [];
      });
    }
    return STRUCTURED.test(file) ? refsIn(parseYaml(text)) : [];
  } catch {
    return [];
  }
}

function refsIn(node: unknown): string[] {
  return Object.entries(asObject(node)).flatMap(([name, child]) => {
    if (typeof child !== 'string') return refsIn(child);
    const [file = ''] = child.split('#');
    if (name === '$ref') return /^[^:]+\.(json|ya?ml)$/.test(file) ? [file] : [];
    return name === 'lookup' ? [child] : [];
  });
}

function digestOf(texts: ReadonlyMap<string, string>): string {
  const [root = ''] = texts.keys();
  const dir = path.dirname(root);
  const entries = Array.from(texts, ([file, text]) => [path.relative(dir, file), text] as const);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
