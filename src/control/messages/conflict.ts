import type { FieldConflict, Json } from '../../domain/index.ts';
import type {
  FieldConflict as ConflictMessage,
  FieldConflict__Output,
} from '../gen/stellwerk/control/v1/FieldConflict.ts';
import { momentMessage, readMoment } from './moment.ts';

export function conflictMessage(conflict: FieldConflict): ConflictMessage {
  const { metAtMs, sides, ...named } = conflict;
  return {
    ...named,
    metAt: momentMessage(metAtMs),
    sides: sides.map((side) => ({ ...side, value: JSON.stringify(side.value) })),
  };
}

export function readConflict(message: FieldConflict__Output): FieldConflict {
  const { metAt, sides, ...named } = message;
  return {
    ...named,
    metAtMs: readMoment(metAt),
    sides: sides.map((side) => ({ ...side, value: JSON.parse(side.value) as Json })),
  };
}
