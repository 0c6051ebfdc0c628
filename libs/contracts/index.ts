export * from './act-views';
export * from './requests';
export * from './message-views';
export * from './views';
export * from './product-views';
export * from './sheet-views';
export * from './change-feed';
