/** Whether PostgreSQL can hold this text: no NUL character, no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Returns the text for display, with U+FFFD in place of what PostgreSQL cannot hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
