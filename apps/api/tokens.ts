/** Settings as read from the environment (config/). */
export const SETTINGS = Symbol('SETTINGS');
