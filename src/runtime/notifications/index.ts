/** Tells people, by webhook or mail, what is wrong and when it is over. */
export { openNotifications } from './notify.ts';
export type { NotificationSettings } from './settings.ts';
