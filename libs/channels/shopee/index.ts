export { shopee } from './shopee.adapter';
