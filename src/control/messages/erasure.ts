import type { ErasedPlace, Erasure, Remainder } from '../../domain/index.ts';
import type { EraseRecordResponse } from '../gen/stellwerk/control/v1/EraseRecordResponse.ts';
import type { EraseRecordResponse__Output } from '../gen/stellwerk/control/v1/EraseRecordResponse.ts';
import type { ErasedPlace as ErasedPlaceWord } from '../gen/stellwerk/control/v1/ErasedPlace.ts';
import type { RemainderKind } from '../gen/stellwerk/control/v1/RemainderKind.ts';
import { optionalMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

const places = stateWords<ErasedPlace, ErasedPlaceWord & string>({
  log: 'ERASED_PLACE_LOG',
  parked: 'ERASED_PLACE_PARKED',
  'paused-keys': 'ERASED_PLACE_PAUSED_KEYS',
  'dead-letters': 'ERASED_PLACE_DEAD_LETTERS',
  retried: 'ERASED_PLACE_RETRIED',
  applied: 'ERASED_PLACE_APPLIED',
  hints: 'ERASED_PLACE_HINTS',
  runs: 'ERASED_PLACE_RUNS',
  'two-way': 'ERASED_PLACE_TWO_WAY',
  conflicts: 'ERASED_PLACE_CONFLICTS',
  links: 'ERASED_PLACE_LINKS',
  audit: 'ERASED_PLACE_AUDIT',
});
const remainders = stateWords<Remainder, RemainderKind & string>({
  frames: 'REMAINDER_KIND_FRAMES',
  links: 'REMAINDER_KIND_LINKS',
  cursor: 'REMAINDER_KIND_CURSOR',
  'unnamed-rows': 'REMAINDER_KIND_UNNAMED_ROWS',
  imports: 'REMAINDER_KIND_IMPORTS',
});

export function erasureMessage({ erased, remaining }: Erasure): EraseRecordResponse {
  return {
    erased: erased.map(({ place, ...rows }) => ({ ...rows, place: places.toWord(place) })),
    remaining: remaining.map(({ kind, untilMs, ...rows }) => ({
      ...{ ...rows, kind: remainders.toWord(kind), until: optionalMoment(untilMs) },
    })),
  };
}

export function readErasure({ erased, remaining }: EraseRecordResponse__Output): Erasure {
  return {
    erased: erased.map(({ place, ...rows }) => ({ ...rows, place: places.toState(place) })),
    remaining: remaining.map(({ kind, until, ...rows }) => ({
      ...{ ...rows, kind: remainders.toState(kind), untilMs: readOptionalMoment(until) },
    })),
  };
}
