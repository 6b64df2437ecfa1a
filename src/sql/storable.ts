import { Failure } from '../domain/index.ts';

/** Whether PostgreSQL can hold this text: no NUL character, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function notStorable(): Failure {
  return new Failure('CONTRACT_BROKEN', {
    message:
      'A text holds a NUL character or half of a surrogate pair, which PostgreSQL cannot store: reject it where it is read.',
  });
}
