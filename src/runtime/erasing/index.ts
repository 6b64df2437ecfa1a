/** Erases what the hub holds of one thing: in the logs, in the store, in memory. */
export { openErasing } from './erasing.ts';
