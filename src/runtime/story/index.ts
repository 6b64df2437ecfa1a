export { maskedGroups } from './masked-groups.ts';
export { maskedLetter, maskedThing } from './masked.ts';
export { hiddenBy, tellStories } from './story.ts';
