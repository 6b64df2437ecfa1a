import type {
  ConfigBundle,
  ConfigChange,
  ConfigOutcome,
  ConfigVersion,
} from '../../domain/index.ts';
import type {
  ConfigurationBundle,
  ConfigurationBundle__Output,
} from '../gen/stellwerk/control/v1/ConfigurationBundle.ts';
import type {
  ConfigurationChange,
  ConfigurationChange__Output,
} from '../gen/stellwerk/control/v1/ConfigurationChange.ts';
import type {
  ConfigurationVersion,
  ConfigurationVersion__Output,
} from '../gen/stellwerk/control/v1/ConfigurationVersion.ts';
import type { ApplyConfigurationResponse__Output } from '../gen/stellwerk/control/v1/ApplyConfigurationResponse.ts';
import { jsonText, readJson } from './json-text.ts';
import { momentMessage, readMoment } from './moment.ts';
import { stateWords } from './state.ts';

const effects = stateWords({
  added: 'CONFIGURATION_EFFECT_ADDED',
  removed: 'CONFIGURATION_EFFECT_REMOVED',
  changed: 'CONFIGURATION_EFFECT_CHANGED',
} as const);

export function bundleMessage({ main, files }: ConfigBundle): ConfigurationBundle {
  return { main, files: Object.entries(files).map(([name, text]) => ({ name, text })) };
}

/** Returns null for a bundle that names a file twice, one of which would be lost. */
export function readBundle({ main, files }: ConfigurationBundle__Output): ConfigBundle | null {
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  return texts.size === files.length ? { main, files: Object.fromEntries(texts) } : null;
}

export function versionMessage(of: ConfigVersion): ConfigurationVersion {
  const { version, hash, appliedAtMs, appliedBy, note } = of;
  return { version, hash, appliedAt: momentMessage(appliedAtMs), appliedBy, note };
}

export function readVersion(message: ConfigurationVersion__Output): ConfigVersion {
  const { version, hash, appliedAt, appliedBy, note } = message;
  return { version, hash, appliedAtMs: readMoment(appliedAt), appliedBy, note };
}

export function outcomeMessage({ version, applied, changes, losses }: ConfigOutcome) {
  return { version, applied, changes: changes.map(changeMessage), losses: [...losses] };
}

export function readOutcome(message: ApplyConfigurationResponse__Output): ConfigOutcome {
  const { version, applied, changes, losses } = message;
  return { version, applied, changes: changes.map(readChange), losses };
}

function changeMessage({ kind, name, change, fields }: ConfigChange): ConfigurationChange {
  return {
    ...{ kind, name },
    effect: effects.toWord(change),
    settings: fields.map(({ path, before, after }) => ({
      path,
      beforeJson: jsonText(before),
      afterJson: jsonText(after),
    })),
  };
}

function readChange({ kind, name, effect, settings }: ConfigurationChange__Output): ConfigChange {
  return {
    kind: kind as ConfigChange['kind'],
    name,
    change: effects.toState(effect),
    fields: settings.map(({ path, beforeJson, afterJson }) => ({
      path,
      before: readJson(beforeJson),
      after: readJson(afterJson),
    })),
  };
}
