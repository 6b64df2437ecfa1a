import type { Difference, Operation, ReplayPreview } from '../../domain/index.ts';
import type {
  ReplayPreview as PreviewMessage,
  ReplayPreview__Output,
} from '../gen/stellwerk/control/v1/ReplayPreview.ts';
import type {
  FieldDifference,
  FieldDifference__Output,
} from '../gen/stellwerk/control/v1/FieldDifference.ts';
import { jsonText, readJson, readObject } from './json-text.ts';
import { stateWords } from './state.ts';

const effects = stateWords({
  deliver: 'REPLAY_EFFECT_DELIVER',
  unchanged: 'REPLAY_EFFECT_UNCHANGED',
  superseded: 'REPLAY_EFFECT_SUPERSEDED',
  'dead-letter': 'REPLAY_EFFECT_DEAD_LETTER',
} as const);

export function previewMessage(preview: ReplayPreview): PreviewMessage {
  const { id, operation, lastKnown, document, differences } = preview;
  return {
    ...{ id, operation, lastKnown },
    effect: effects.toWord(preview.effect),
    reason: preview.reason ?? '',
    externalId: preview.externalId ?? '',
    documentJson: document ? JSON.stringify(document) : '',
    differences: differenceMessages(differences),
  };
}

export function readPreview(message: ReplayPreview__Output): ReplayPreview {
  const { id, operation, lastKnown, differences } = message;
  return {
    ...{ id, lastKnown },
    operation: operation as Operation,
    effect: effects.toState(message.effect),
    reason: message.reason || null,
    externalId: message.externalId || null,
    document: readObject(message.documentJson),
    differences: readDifferences(differences),
  };
}

export function differenceMessages(differences: readonly Difference[]): FieldDifference[] {
  return differences.map(({ path, before, after }) => ({
    path,
    beforeJson: jsonText(before),
    afterJson: jsonText(after),
  }));
}

export function readDifferences(messages: readonly FieldDifference__Output[]): Difference[] {
  return messages.map(({ path, beforeJson, afterJson }) => ({
    path,
    before: readJson(beforeJson),
    after: readJson(afterJson),
  }));
}
