export { tiki } from './tiki.adapter';
