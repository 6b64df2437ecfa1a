import { Failure } from '../../domain/index.ts';
import { invalidRequest } from '../invalid-request.ts';

/** Translates between the states of the domain and the enum of the API. */
export interface StateWords<State extends string, Word extends string> {
  toWord(state: State): Word;
  /** @throws Failure INTERNAL for a word of a newer hub */
  toState(word: string): State;
  /** Reads a state from a request. @throws Failure INVALID_REQUEST, naming the field */
  readState(word: string | number, field: string): State;
}

export function stateWords<State extends string, Word extends string>(
  words: Readonly<Record<State, Word>>,
): StateWords<State, Word> {
  const states = new Map<string, State>();
  for (const state in words) states.set(words[state], state);
  return {
    toWord: (state) => words[state],
    toState(word) {
      const state = states.get(word);
      if (state !== undefined) return state;
      const message = `The hub knows a state "${word}" that this version does not: update stellwerk here.`;
      throw new Failure('INTERNAL', { message });
    },
    readState(word, field) {
      const state = states.get(String(word));
      if (state !== undefined) return state;
      const known = [...states.keys()].join(', ');
      throw invalidRequest(field, `takes one of ${known}`);
    },
  };
}
