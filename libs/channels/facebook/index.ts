export { facebook } from './facebook.adapter';
