export { lazada } from './lazada.adapter';
