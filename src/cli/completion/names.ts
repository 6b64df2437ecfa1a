import { connectControl } from '../../control/index.ts';
import { loadContexts } from '../contexts/file.ts';
import type { HubChoice } from '../hub-address.ts';
import { findHub } from '../hub-address.ts';

/** A person who pressed Tab is waiting; without an answer within this time nothing is offered. */
const LIMIT_MS = 2_000;
const LETTERS_OFFERED = 50;
const TAKES_LETTERS = /^(show|replay|discard)$/;
/** Words that need no quoting in a shell. Names from a source are not offered otherwise. */
const PLAIN_WORD = /^[\w./:@+-]+$/;

/** The names that an argument can take. */
export interface Names {
  readonly connectors: readonly string[];
  readonly streams: readonly string[];
  readonly lanes: readonly string[];
  readonly contexts: readonly string[];
  /** Ids of open dead letters. */
  readonly letters: readonly string[];
}

export const noNames: Names = { connectors: [], streams: [], lanes: [], contexts: [], letters: [] };

/** Asks the hub that the words typed so far would call. Never throws: completion must not print messages. */
export async function askNames(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Names> {
  const [contexts, hub] = await Promise.all([contextNames(env), hubNames(words, env)]);
  return { ...noNames, ...hub, contexts };
}

async function contextNames(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  try {
    return Object.keys((await loadContexts(env)).hubs);
  } catch {
    return [];
  }
}

async function hubNames(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Partial<Names>> {
  try {
    const { address, access } = await findHub(hubChoice(words), env);
    const client = await connectControl(address, access);
    const signal = AbortSignal.timeout(LIMIT_MS);
    try {
      if (words[0] === 'dead-letters' && TAKES_LETTERS.test(words[1] ?? '') && !ofOption(words)) {
        const { letters } = await client.recovery(signal).list({}, ['open'], LETTERS_OFFERED);
        return { letters: letters.map(({ id }) => id) };
      }
      const { connectors, streams, lanes } = await client.status(signal);
      return {
        connectors: plainWords(connectors),
        streams: plainWords(streams),
        lanes: plainWords(lanes),
      };
    } finally {
      client.close();
    }
  } catch {
    return {};
  }
}

function hubChoice(words: readonly string[]): HubChoice {
  const address = valueOf(words, ['-a', '--address']);
  const context = valueOf(words, ['--context']);
  return { ...(address ? { address } : {}), ...(context ? { context } : {}) };
}

/** Whether the last word, which is being completed, belongs to an option. */
function ofOption(words: readonly string[]): boolean {
  return words.at(-2)?.startsWith('-') === true;
}

/** Returns the word after an option, or joined to it by `=`. */
function valueOf(words: readonly string[], options: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (options.includes(word)) return words[index + 1];
    const [option = '', value] = word.split('=', 2);
    if (options.includes(option)) return value;
  }
  return undefined;
}

function plainWords(all: readonly { readonly name: string }[]): readonly string[] {
  return all.map(({ name }) => name).filter((name) => PLAIN_WORD.test(name));
}
