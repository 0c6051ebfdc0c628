export { VARIABLES, type Variable } from './env';
export { readSettings, type ChannelSettings, type Settings } from './settings';
