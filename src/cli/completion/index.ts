import type { Command as Completion, Complete } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import type { Names } from './names.ts';
import { askNames, noNames } from './names.ts';

type Offer = (names: Names) => readonly string[];

const lanes: Offer = (names) => names.lanes;
const streams: Offer = (names) => names.streams;
const contexts: Offer = (names) => names.contexts;
const letters: Offer = (names) => names.letters;
const actors: Offer = (names) => [...names.streams, ...names.lanes, ...names.connectors];

/** The words offered for arguments, by the names of command and argument. */
const argumentOffers: Readonly<Record<string, Readonly<Record<string, Offer>>>> = {
  pause: { name: (names) => ['connector', 'stream', 'lane', ...actors(names)] },
  resume: { name: (names) => ['connector', 'stream', 'lane', ...actors(names)] },
  sync: { stream: streams },
  import: { stream: streams },
  plan: { stream: streams },
  verify: { stream: streams },
  runs: { stream: streams },
  replay: { lane: lanes },
  'keys pause': { lane: lanes },
  'keys resume': { lane: lanes },
  'keys list': { lane: lanes },
  'dead-letters show': { id: letters },
  'dead-letters replay': { ids: letters },
  'dead-letters discard': { ids: letters },
  'context use': { name: contexts },
  'context remove': { name: contexts },
};
/** The words offered for the values of options, in every command that has them. */
const optionOffers: Readonly<Record<string, Offer>> = {
  lane: lanes,
  stream: streams,
  context: contexts,
};

/**
 * Adds `stellwerk completion SHELL`, and the hidden `complete` that its script calls at each Tab. Call it last: it reads the
 * commands added so far.
 */
export function addCompletion(program: Command): void {
  let names: Names = noNames;
  const root = tab(program, { completionCommandName: 'completion' });
  const offering = (offer: Offer) => (complete: Complete) => {
    for (const name of offer(names)) complete(name, '');
  };
  for (const [name, completion] of root.commands) {
    offerArguments(completion, argumentOffers[name] ?? {}, offering);
    for (const [option, offer] of Object.entries(optionOffers)) {
      const known = completion.options.get(option);
      if (known) known.handler = offering(offer);
    }
  }
  const find = (name: string) => program.commands.find((command) => command.name() === name);
  // The library asks for the words synchronously, so the names are fetched before.
  find('complete')?.hook('preAction', async (_program, { args }) => {
    names = await askNames(args, process.env);
  });
  const completion = find('completion')?.description(
    'print a shell script that completes commands, options, and the names that the hub knows',
  );
  if (completion) addExamples(completion, EXAMPLES);
}

const EXAMPLES = [
  ['source <(stellwerk completion bash)', 'in ~/.bashrc; needs the package bash-completion'],
  ['source <(stellwerk completion zsh)', 'in ~/.zshrc, after compinit'],
  ['stellwerk completion fish > ~/.config/fish/completions/stellwerk.fish', 'once'],
] as const;

function offerArguments(
  completion: Completion,
  offers: Readonly<Record<string, Offer>>,
  offering: (offer: Offer) => (complete: Complete) => void,
): void {
  for (const [argument, offer] of Object.entries(offers)) {
    const known = completion.arguments.get(argument);
    if (known) known.handler = offering(offer);
  }
}
