export { spreadsheet } from './spreadsheet.adapter';
export {
  isOrderField,
  lackingFields,
  ORDER_FIELDS,
  ORDER_LABELS,
  type OrderColumns,
  type OrderField,
} from './order-fields';
export {
  readOrders,
  type Label,
  type OrderReading,
  type RowAsk,
  type SheetOrder,
} from './order-sheet';
export { changedHead, guessColumns, readOrderTable, type OrderTable } from './order-table';
export { stageOf } from './order-words';
export { FIELD_LABELS } from './product-fields';
export { productTable, templateOf, type SheetProduct, type Template } from './product-table';
export { PROFILES, profileOf, type Profile } from './profiles';
export { readTemplateHead, type TemplateHead } from './template-head';
