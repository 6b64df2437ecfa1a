import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileProblem } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';

/** `${NAME}`, `${NAME:-default}`, `${file:/path}`; `$${` stands for a literal `${`; an unclosed `${` is a mistake. */
const REFERENCE = /\$\$\{|\$\{([^}]*)\}|\$\{.*/gs;

export interface Resolved {
  readonly value: unknown;
  /** Paths (as text) of all values that came, wholly or in part, from a reference. They are never shown. */
  readonly secret: ReadonlySet<string>;
  /** The values of the references, so that they can be kept out of messages. */
  readonly secretTexts: ReadonlySet<string>;
  readonly mistakes: readonly SpecMistake[];
}

/** Resolves environment variables and secret files in every text of a configuration. */
export function resolveReferences(
  value: unknown,
  env: NodeJS.ProcessEnv,
  baseDir: string,
): Resolved {
  const secret = new Set<string>();
  const secretTexts = new Set<string>();
  const mistakes: SpecMistake[] = [];

  function visit(node: unknown, at: readonly PathSegment[]): unknown {
    if (typeof node === 'string') return fill(node, at);
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...at, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [name, visit(child, [...at, name])]),
    );
  }

  function fill(text: string, at: readonly PathSegment[]): string {
    return text.replace(REFERENCE, (whole: string, reference?: string) => {
      if (whole === '$${') return '${';
      secret.add(pathText(at));
      const found = reference === undefined ? unreadable(whole) : lookUp(reference, env, baseDir);
      if (typeof found !== 'string') {
        mistakes.push({ path: at, rule: 'reference', ...found });
        return whole;
      }
      secretTexts.add(found);
      return found;
    });
  }

  return { value: visit(value, []), secret, secretTexts, mistakes };
}

type Missing = Pick<SpecMistake, 'message' | 'remedy'>;

function lookUp(reference: string, env: NodeJS.ProcessEnv, baseDir: string): string | Missing {
  if (reference.startsWith('file:')) return readSecretFile(reference.slice(5), baseDir);
  const [, name = '', fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(reference) ?? [];
  if (name === '') return unreadable(`\${${reference}}`);
  // An empty variable counts as missing, as in a shell: an empty password is never intended.
  return (
    env[name] ||
    (fallback ?? {
      message: `The environment variable ${name} is not set.`,
      remedy: `Set it, or write a default: \${${name}:-…}.`,
    })
  );
}

function unreadable(text: string): Missing {
  return {
    message: `${text.length > 40 ? `${text.slice(0, 40)}…` : text} is not a reference.`,
    remedy: 'Write ${NAME}, ${NAME:-default} or ${file:/path}; for a literal ${ write $${.',
  };
}

function readSecretFile(file: string, baseDir: string): string | Missing {
  try {
    // Editors and `echo` end files with a newline that does not belong to the secret.
    return readFileSync(path.resolve(baseDir, file), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    return {
      message: `The secret file ${file} cannot be read: ${fileProblem(error)}.`,
      remedy: 'Correct its path or its permissions.',
    };
  }
}
