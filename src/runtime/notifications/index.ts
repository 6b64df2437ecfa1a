/** Reports by webhook or mail what is wrong and when it is resolved. */
export { openNotifications } from './notify.ts';
export type { NotificationSettings } from './settings.ts';
