export { zalo } from './zalo.adapter';
